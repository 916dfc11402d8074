import type { Pod } from '../../api/types';
import { fits, preFilter } from './framework';
import { noFit } from './noFit';
import type { Attempt, Plugin, Rejection } from './interface/plugin';
import { dynamicResources } from './plugins/dynamicResources';
import { preempt } from './preemption';
import { bestOf } from './interface/scores';
import type { KubernetesRelease } from '../../release/kubernetesRelease';

/** Why a pod was not placed, in the scheduler's words, and what may change that. */
export interface Unschedulable {
  message: string;
  /** The plugins that rejected it. */
  plugins: ReadonlySet<Plugin>;
  /** Pods that have to go to make room, and where. */
  preemption?: { victims: Pod[]; nodeName: string };
}

/** Where a pod was placed, among how many nodes that fit. */
export interface Placed {
  attempt: Attempt;
  feasible: number;
  /** Pods were ended there to make room. */
  isNominated?: true;
  /** Of the nodes that were compared: the best's points, and how many have as many. */
  score?: number;
  equals?: number;
}

/**
 * The attempt that succeeds, on the best of the nodes, or why none does
 * (pkg/scheduler/schedule_one.go schedulePod, framework/types.go FitError, 1.37).
 * @param attempts one for each node
 */
export function schedulePod(
  attempts: readonly Attempt[],
  plugins: readonly Plugin[],
  release: KubernetesRelease,
): Placed | Unschedulable {
  const refused = preFilter(attempts[0]!, plugins);
  if (refused) {
    const { plugin, message } = refused;
    // A plugin that refuses before that for dynamic resources keeps it from making its state, which it then misses.
    const missesState = plugins.includes(dynamicResources) && plugin !== dynamicResources;
    const { message: unhelpful } = preempt(attempts, new Map(), plugins, release);
    const after = missesState ? 'not found' : afterFilters(attempts, unhelpful, release);
    return {
      message: `0/${attempts.length} nodes are available: ${message}. ${after}`,
      plugins: new Set([plugin]),
    };
  }
  // Where pods were ended to make room is looked at first.
  const nominated = attempts.find(({ pod, node }) => pod.status?.nominatedNodeName === node.name);
  if (nominated && !fits(nominated, plugins)) return { attempt: nominated, feasible: 1, isNominated: true };
  const fitting: Attempt[] = [];
  const rejections = new Map<Attempt, Rejection>();
  const rejecting = new Set<Plugin>();
  for (const attempt of attempts) {
    const rejected = fits(attempt, plugins);
    if (!rejected) fitting.push(attempt);
    else {
      rejections.set(attempt, rejected.rejection);
      rejecting.add(rejected.plugin);
    }
  }
  if (fitting.length > 0) {
    const best = bestOf(fitting, plugins);
    return fitting.length === 1 ? { attempt: best.attempt, feasible: 1 } : { ...best, feasible: fitting.length };
  }
  const { message, ...preemption } = preempt(attempts, rejections, plugins, release);
  const after = 'victims' in preemption ? message : afterFilters(attempts, message, release);
  const why = noFit([...rejections.values()].map(({ reasons }) => reasons));
  return {
    message: after ? `${why} ${after}` : why,
    plugins: rejecting,
    ...('victims' in preemption && { preemption }),
  };
}

/** What the plugins say that look for a way out when no node fits: that for dynamic resources, then preemption. */
function afterFilters(attempts: readonly Attempt[], preemption: string, release: KubernetesRelease): string {
  if (!release.gates.DynamicResourceAllocation || !release.tellsClaimsAreOfNoHelp) return preemption;
  const hasClaims = (attempts[0]?.pod.spec?.resourceClaims?.length ?? 0) > 0;
  return `${hasClaims ? 'still not schedulable' : 'no new claims to deallocate'}, ${preemption}`;
}
