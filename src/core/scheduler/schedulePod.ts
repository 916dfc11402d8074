import type { Pod } from '../api/types';
import { fits, preFilter } from './framework';
import type { Attempt, Plugin } from './plugin';
import { preempt } from './preemption';

/** Why a pod was not placed, in the scheduler's words, and what may change that. */
export interface Unschedulable {
  message: string;
  /** The plugin that rejected it. */
  plugin: Plugin;
  /** Pods that have to go to make room. */
  victims: Pod[];
}

/**
 * Whether the pod fits on the node: undefined where it does
 * (pkg/scheduler/schedule_one.go schedulePod, framework/types.go FitError, 1.37).
 */
export function schedulePod(attempt: Attempt, plugins: readonly Plugin[]): Unschedulable | undefined {
  const refused = preFilter(attempt, plugins);
  if (refused) {
    // The plugin for dynamic resources, which looks for room first, did not get to keep its state: its error is the text.
    return { message: `0/1 nodes are available: ${refused.message}. not found`, plugin: refused.plugin, victims: [] };
  }
  const rejected = fits(attempt, plugins);
  if (!rejected) return undefined;
  const { plugin, rejection } = rejected;
  const preemption = preempt(attempt, rejection, plugins);
  const reasons = [...rejection.reasons].sort().map((reason) => `1 ${reason}`);
  return {
    message: `0/1 nodes are available: ${reasons.join(', ')}. ${preemption.message}`,
    plugin,
    victims: 'victims' in preemption ? preemption.victims : [],
  };
}
