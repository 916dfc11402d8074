import { selects } from '../../api/labelSelector';
import type { Namespace, Pod, PodAffinityTerm } from '../../api/types';
import type { ObjectStore } from '../../apiserver/objectStore';
import { unresolvable, unschedulable, type Attempt, type Plugin, type Rejection } from '../plugin';
import { entryOf } from '../../entryOf';

/** Required affinity and anti-affinity among pods (plugins/interpodaffinity/filtering.go, 1.37). */
export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  filter: (attempt) => {
    const { pod, node, store } = attempt;
    const others = [...node.pods.values()].map((info) => info.pod);
    const affinity = termsOf(pod, 'podAffinity');
    if (affinity.length > 0 && !isNearOthers(attempt, affinity, others))
      return unresolvable("node(s) didn't match pod affinity rules");
    return apartFrom(attempt, others, store);
  },
  hints: ['PodDeleted', 'PodAdded'],
};

function apartFrom({ pod, node }: Attempt, others: readonly Pod[], store: ObjectStore): Rejection | undefined {
  for (const term of termsOf(pod, 'podAntiAffinity')) {
    if (entryOf(node.labels, term.topologyKey) === undefined) continue;
    if (others.some((other) => fits(term, pod, other, store)))
      return unschedulable("node(s) didn't match pod anti-affinity rules");
  }
  for (const other of others) {
    for (const term of termsOf(other, 'podAntiAffinity')) {
      if (entryOf(node.labels, term.topologyKey) !== undefined && fits(term, other, pod, store))
        return unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
    }
  }
  return undefined;
}

function isNearOthers(
  { pod, node, store }: Attempt,
  terms: readonly PodAffinityTerm[],
  others: readonly Pod[],
): boolean {
  if (terms.some(({ topologyKey }) => entryOf(node.labels, topologyKey) === undefined)) return false;
  if (others.some((other) => terms.every((term) => fits(term, pod, other, store)))) return true;
  // The first of a group that wants to be together fits where it fits itself.
  return terms.every((term) => fits(term, pod, pod, store));
}

function termsOf({ spec }: Pod, group: 'podAffinity' | 'podAntiAffinity'): PodAffinityTerm[] {
  return spec?.affinity?.[group]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Whether a term of `owner` means `other`. */
function fits(term: PodAffinityTerm, owner: Pod, other: Pod, store: ObjectStore): boolean {
  const namespace = other.metadata?.namespace ?? '';
  const named = term.namespaces?.length || term.namespaceSelector ? term.namespaces : [owner.metadata?.namespace ?? ''];
  const isInside =
    named?.includes(namespace) ||
    selects(term.namespaceSelector, store.get<Namespace>('Namespace', '', namespace)?.metadata?.labels);
  return isInside && selects(term.labelSelector, other.metadata?.labels);
}
