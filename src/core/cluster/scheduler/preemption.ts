import type { Pod } from '../../api/types';
import { fits } from './framework';
import { noFit } from './noFit';
import type { PodInfo } from './interface/nodeInfo';
import type { Attempt, Plugin, Rejection } from './interface/plugin';
import type { KubernetesRelease } from '../../release/kubernetesRelease';

/** What preemption comes to: pods that have to go from a node, or why none can (DefaultPreemption.PostFilter). */
export type Preemption = { victims: Pod[]; nodeName: string; message: string } | { message: string };

/**
 * Looks for pods of less priority whose going would make room
 * (pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption, 1.37).
 * @param rejections why each node does not fit; none where no node was looked at
 */
export function preempt(
  attempts: readonly Attempt[],
  rejections: ReadonlyMap<Attempt, Rejection>,
  plugins: readonly Plugin[],
  release: KubernetesRelease,
): Preemption {
  const because = (text: string): Preemption => ({ message: `preemption: ${text}` });
  if (attempts[0]!.pod.spec?.preemptionPolicy === 'Never')
    return because('not eligible due to preemptionPolicy=Never.');
  if (attempts.some((attempt) => rejections.get(attempt)?.resolvable && isWaitingForVictims(attempt)))
    return because('not eligible due to a terminating pod on the nominated node.');
  const reasons: string[][] = [];
  const candidates: Candidate[] = [];
  for (const attempt of attempts) {
    const found = rejections.get(attempt)?.resolvable
      ? victimsOn(attempt, plugins)
      : ['Preemption is not helpful for scheduling'];
    if (Array.isArray(found)) reasons.push(found);
    else candidates.push(found);
  }
  const best = candidates.sort(smallerLossFirst)[0];
  if (!best) return because(noFit(reasons));
  const { nodeName, victims } = best;
  return {
    victims: victims.map((info) => info.pod),
    nodeName,
    message: release.tellsPlacementByPreemption
      ? `preemption: found a potential placement for pod on node ${nodeName}, preempting ${victims.length} victims`
      : '',
  };
}

interface Candidate {
  nodeName: string;
  /** The most important one first. */
  victims: PodInfo[];
}

/** The pods that have to go from the node, or why their going would not help (SelectVictimsOnNode). */
function victimsOn(attempt: Attempt, plugins: readonly Plugin[]): Candidate | string[] {
  const { pod, node } = attempt;
  const lesser = [...node.pods.values()].filter((info) => priorityOf(info.pod) < priorityOf(pod));
  if (lesser.length === 0) return ['No preemption victims found for incoming pod'];
  for (const info of lesser) node.remove(info.pod);
  const still = fits(attempt, plugins);
  if (still) {
    for (const info of lesser) node.add(info);
    return still.rejection.reasons;
  }
  // The most important ones may stay where the pod still fits beside them.
  const victims: PodInfo[] = [];
  for (const info of lesser.sort(moreImportantFirst)) {
    node.add(info);
    if (!fits(attempt, plugins)) continue;
    node.remove(info.pod);
    victims.push(info);
  }
  for (const info of victims) node.add(info);
  return { nodeName: node.name, victims };
}

/** pickOneNodeForPreemption: first by the most important victim, then by all of them, at last by who started last. */
function smallerLossFirst(a: Candidate, b: Candidate): number {
  const highest = ({ victims }: Candidate): number => priorityOf(victims[0]!.pod);
  // Each counts, also one of a priority below zero.
  const sum = ({ victims }: Candidate): number => victims.reduce((all, { pod }) => all + priorityOf(pod) + 2 ** 31, 0);
  const started = (one: Candidate): string =>
    one.victims
      .filter(({ pod }) => priorityOf(pod) === highest(one))
      .map(({ pod }) => pod.status?.startTime ?? '~')
      .sort()[0]!;
  return (
    highest(a) - highest(b) ||
    sum(a) - sum(b) ||
    a.victims.length - b.victims.length ||
    started(b).localeCompare(started(a))
  );
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
