import type { Pod } from '../api/types';
import { fits, preFilter } from './framework';
import type { Attempt, Plugin } from './plugin';
import { dynamicResources } from './plugins/dynamicResources';
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
    const { plugin, message } = refused;
    // A plugin that refuses before that for dynamic resources keeps it from making its state, which it then misses.
    const isLate = plugin === dynamicResources;
    const after = isLate ? preempt(attempt, undefined, plugins).message : 'not found';
    return { message: `0/1 nodes are available: ${message}. ${after}`, plugin, victims: [] };
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
