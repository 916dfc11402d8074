import type { Pod } from '../api/types';
import { fits } from './framework';
import type { PodInfo } from './nodeInfo';
import type { Attempt, Plugin, Rejection } from './plugin';

/** What preemption comes to: pods that have to go, or why none can (DefaultPreemption.PostFilter). */
export type Preemption = { victims: Pod[]; message: string } | { message: string };

/**
 * Looks for pods of less priority whose going would make room
 * (pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption, 1.37).
 * @param rejection why the node does not fit; undefined where no node was looked at
 */
export function preempt(attempt: Attempt, rejection: Rejection | undefined, plugins: readonly Plugin[]): Preemption {
  const { pod, node } = attempt;
  const because = (text: string): Preemption => ({ message: `preemption: ${text}` });
  if (pod.spec?.preemptionPolicy === 'Never') return because('not eligible due to preemptionPolicy=Never.');
  if (isWaitingForVictims(attempt)) return because('not eligible due to a terminating pod on the nominated node.');
  const none = (reasons: readonly string[]): Preemption => {
    const list = [...reasons].sort().map((reason) => `1 ${reason}`);
    return because(`0/1 nodes are available: ${list.join(', ')}.`);
  };
  if (!rejection?.resolvable) return none(['Preemption is not helpful for scheduling']);
  const candidates = [...node.pods.values()].filter((info) => priorityOf(info.pod) < priorityOf(pod));
  if (candidates.length === 0) return none(['No preemption victims found for incoming pod']);
  for (const info of candidates) node.remove(info.pod);
  const still = fits(attempt, plugins);
  if (still) {
    for (const info of candidates) node.add(info);
    return none(still.rejection.reasons);
  }
  // The most important ones may stay where the pod still fits beside them.
  const victims: PodInfo[] = [];
  for (const info of candidates.sort(moreImportantFirst)) {
    node.add(info);
    if (!fits(attempt, plugins)) continue;
    node.remove(info.pod);
    victims.push(info);
  }
  for (const info of victims) node.add(info);
  return {
    victims: victims.map((info) => info.pod),
    message: `preemption: found a potential placement for pod on node ${node.name}, preempting ${victims.length} victims`,
  };
}

function priorityOf({ spec }: Pod): number {
  return spec?.priority ?? 0;
}

/** Whether pods that were to go for this one are still going. */
function isWaitingForVictims({ pod, node }: Attempt): boolean {
  if (pod.status?.nominatedNodeName !== node.name) return false;
  return [...node.pods.values()].some(
    ({ pod: other }) =>
      priorityOf(other) < priorityOf(pod) &&
      other.metadata?.deletionTimestamp &&
      other.status?.conditions?.some(
        ({ type, status, reason }) =>
          type === 'DisruptionTarget' && status === 'True' && reason === 'PreemptionByScheduler',
      ),
  );
}

function moreImportantFirst({ pod: a }: PodInfo, { pod: b }: PodInfo): number {
  return priorityOf(b) - priorityOf(a) || (a.status?.startTime ?? '~').localeCompare(b.status?.startTime ?? '~');
}
