import { selects } from '../../../api/labelSelector';
import type { Namespace } from '../../../api/types';
import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../../../api/types';
import type { StoredObjects } from '../../../api/objectStore';
import { podsOn, type NodeInfo } from '../interface/nodeInfo';
import { unresolvable, unschedulable, type Attempt, type Plugin, type Rejection } from '../interface/plugin';
import { entryOf } from '../../../entryOf';

/** Affinity and anti-affinity among pods (plugins/interpodaffinity/filtering.go and scoring.go, 1.37). */
export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  filter: (attempt) => {
    const affinity = required(attempt.pod, 'podAffinity');
    if (affinity.length > 0 && !isNearOthers(attempt, affinity))
      return unresolvable("node(s) didn't match pod affinity rules");
    return apartFrom(attempt);
  },
  score: (attempts) => {
    const sums = attempts.map(attraction);
    const [least, most] = [Math.min(...sums), Math.max(...sums)];
    return sums.map((sum) => (most === least ? 0 : Math.trunc(100 * ((sum - least) / (most - least)))));
  },
  weight: 2,
  hints: ['PodDeleted', 'PodAdded'],
};

function apartFrom({ pod, node, nodes, store }: Attempt): Rejection | undefined {
  for (const term of required(pod, 'podAntiAffinity')) {
    const near = nodes.filter((other) => isSameTopology(node, other, term));
    if (podsOn(near).some((other) => means(term, pod, other, store)))
      return unschedulable("node(s) didn't match pod anti-affinity rules");
  }
  for (const there of nodes) {
    for (const { pod: other } of there.pods.values()) {
      for (const term of required(other, 'podAntiAffinity')) {
        if (isSameTopology(node, there, term) && means(term, other, pod, store))
          return unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
      }
    }
  }
  return undefined;
}

function isNearOthers({ pod, node, nodes, store }: Attempt, terms: readonly PodAffinityTerm[]): boolean {
  if (terms.some(({ topologyKey }) => entryOf(node.labels, topologyKey) === undefined)) return false;
  const meant = nodes.filter(
    (there) =>
      terms.some(({ topologyKey }) => entryOf(there.labels, topologyKey) !== undefined) &&
      podsOn([there]).some((other) => terms.every((term) => means(term, pod, other, store))),
  );
  // The first of a group that wants to be together fits where it fits itself.
  if (meant.length === 0) return terms.every((term) => means(term, pod, pod, store));
  return terms.every((term) => meant.some((there) => isSameTopology(node, there, term)));
}

/** What speaks for the node: the pod's preferences for others near it, and theirs for the pod. */
function attraction({ pod, node, nodes, store }: Attempt): number {
  let sum = 0;
  const weigh = (owner: Pod, other: Pod, there: NodeInfo): void => {
    for (const [group, sign] of [
      ['podAffinity', 1],
      ['podAntiAffinity', -1],
    ] as const) {
      for (const { podAffinityTerm: term, weight } of preferred(owner, group)) {
        if (isSameTopology(node, there, term) && means(term, owner, other, store)) sum += sign * weight;
      }
    }
  };
  for (const there of nodes) {
    for (const { pod: other } of there.pods.values()) {
      weigh(pod, other, there);
      weigh(other, pod, there);
      // What another requires of its company speaks for the node, too (hardPodAffinityWeight: 1).
      for (const term of required(other, 'podAffinity')) {
        if (isSameTopology(node, there, term) && means(term, other, pod, store)) sum += 1;
      }
    }
  }
  return sum;
}

function isSameTopology(a: NodeInfo, b: NodeInfo, { topologyKey }: PodAffinityTerm): boolean {
  const domain = entryOf(a.labels, topologyKey);
  return domain !== undefined && domain === entryOf(b.labels, topologyKey);
}

type Group = 'podAffinity' | 'podAntiAffinity';

function required({ spec }: Pod, group: Group): PodAffinityTerm[] {
  return spec?.affinity?.[group]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

function preferred({ spec }: Pod, group: Group): WeightedPodAffinityTerm[] {
  return spec?.affinity?.[group]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Whether a term of `owner` means `other`. */
function means(term: PodAffinityTerm, owner: Pod, other: Pod, store: StoredObjects): boolean {
  const namespace = other.metadata?.namespace ?? '';
  const named = term.namespaces?.length || term.namespaceSelector ? term.namespaces : [owner.metadata?.namespace ?? ''];
  const isInside =
    named?.includes(namespace) ||
    selects(term.namespaceSelector, store.get<Namespace>('Namespace', '', namespace)?.metadata?.labels);
  return isInside && selects(term.labelSelector, other.metadata?.labels);
}
