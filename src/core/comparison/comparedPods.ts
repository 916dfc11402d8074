import type { Pod } from '../api/types';
import { controllerOf } from '../componentHelpers/controllerRef';
import type { Message, Trace } from '../trace/trace';
import { pairedLanes } from './pairedLanes';
import { withoutMinute } from './workloadOf';

/** The pods of two traces, as far as they are the same. */
export interface ComparedPods {
  /** What stands for a message's pod on either side: the same text for two that are paired; '' for a message of none. */
  laneOf: (message: Message, side: 0 | 1) => string;
  /** The same for a pod itself. */
  laneOfPod: (pod: Pod, side: 0 | 1) => string;
}

/**
 * Pairs the pods of two traces by their owners (`pairedLanes`); where each trace has one pod left that has no other, those
 * two are meant, whatever they are called.
 */
export function comparedPods(left: Trace, right: Trace): ComparedPods {
  const lanes = [new Map<string, string>(), new Map<string, string>()] as const;
  const pairs = pairedLanes(left, right).map(([mine, theirs]): readonly [string, string] => [
    `${mine.namespace}/${mine.pod}`,
    `${theirs.namespace}/${theirs.pod}`,
  ]);
  const [one, other] = [left, right].map(({ view }, side) => {
    const paired = new Set(pairs.map((pair) => pair[side === 0 ? 0 : 1]));
    return [...new Set(view.pods.map(nameOf))].filter((name) => !paired.has(name));
  });
  const rest = one?.length === 1 && other?.length === 1 ? [[one[0]!, other[0]!] as const] : [];
  for (const [mine, theirs] of [...pairs, ...rest]) {
    // A name that several pods had one after the other is one lane.
    if (lanes[0].has(mine) || lanes[1].has(theirs)) continue;
    lanes[0].set(mine, `pair ${lanes[0].size}`);
    lanes[1].set(theirs, `pair ${lanes[1].size}`);
  }
  const laneOf = (name: string, side: 0 | 1): string => lanes[side].get(name) ?? name;
  return {
    laneOf: ({ subject }, side) => (subject ? laneOf(`${subject.namespace}/${subject.pod}`, side) : ''),
    laneOfPod: (pod, side) => laneOf(nameOf(pod), side),
  };
}

function nameOf({ metadata }: Pod): string {
  return `${metadata?.namespace ?? 'default'}/${metadata?.name}`;
}

/**
 * The names that a cluster made up, and what stands for each: those of pods, of ReplicaSets and of a CronJob's Jobs, and
 * the hashes of templates.
 */
export function generatedNames(pods: readonly Pod[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const pod of pods) {
    const { labels = {}, generateName, name = '' } = pod.metadata ?? {};
    const hash = labels['pod-template-hash'];
    const owner = controllerOf(pod);
    const standing = (text: string): string =>
      withoutMinute(hash ? text.replaceAll(hash, '<hash>') : text, '-<minute>');
    if (hash) names.set(hash, '<hash>');
    const revision = labels['controller-revision-hash'];
    if (revision) names.set(revision, '<hash>');
    if (owner && standing(owner.name) !== owner.name) names.set(owner.name, standing(owner.name));
    if (generateName === undefined || owner?.kind === 'StatefulSet') continue;
    const stem = standing(generateName.replace(/-$/, ''));
    names.set(generateName, `${stem}-`);
    names.set(name, `${stem}-<x>`);
  }
  return names;
}
