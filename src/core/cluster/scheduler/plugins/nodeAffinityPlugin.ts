import type { NodeSelectorTerm, Pod } from '../../../api/types';
import { matchesNodeAffinity, matchesNodeSelectorTerms } from '../../../componentHelpers/nodeAffinity';
import { unresolvable, type Attempt, type Plugin } from '../interface/plugin';
import { inProportion } from '../interface/scores';

/** A pod that names its nodes is not tried on any other (the PreFilterResult of the plugin below). */
export const namedNodes: Plugin = {
  name: 'NodeAffinity',
  filter: ({ pod, node }) =>
    (namedBy(pod)?.has(node.name) ?? true)
      ? undefined
      : unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]"),
  hints: [],
};

/** Node selector and node affinity (plugins/nodeaffinity/node_affinity.go, 1.37). */
export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  preFilter: ({ pod }) => (namedBy(pod)?.size === 0 ? 'pod affinity terms conflict' : undefined),
  filter: ({ pod, node }) =>
    matchesNodeAffinity(pod, node) ? undefined : unresolvable("node(s) didn't match Pod's node affinity/selector"),
  score: (attempts) => inProportion(attempts.map(preference)),
  weight: 2,
  hints: [],
};

/** The weights of the preferred terms that the node satisfies. */
function preference({ pod, node }: Attempt): number {
  const terms = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms
    .filter(({ preference: term }) => matchesNodeSelectorTerms({ nodeSelectorTerms: [term] }, node))
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** The nodes that the pod names in every term; undefined where a term names none. */
function namedBy({ spec }: Pod): Set<string> | undefined {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms?.length) return undefined;
  const all = new Set<string>();
  for (const term of terms) {
    const named = namedIn(term);
    if (!named) return undefined;
    for (const name of named) all.add(name);
  }
  return all;
}

function namedIn({ matchFields = [] }: NodeSelectorTerm): string[] | undefined {
  let named: string[] | undefined;
  for (const { key, operator, values = [] } of matchFields) {
    if (key !== 'metadata.name' || operator !== 'In') continue;
    named = named ? named.filter((name) => values.includes(name)) : values;
  }
  return named;
}
