import type { NodeSelectorTerm, Pod } from '../../api/types';
import { matchesNodeAffinity } from '../nodeAffinity';
import { unresolvable, type Plugin } from '../plugin';

/** Node selector and required node affinity (plugins/nodeaffinity/node_affinity.go, 1.37). */
export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  preFilter: ({ pod }) => (namedNodes(pod)?.size === 0 ? 'pod affinity terms conflict' : undefined),
  filter: ({ pod, node }) => {
    const named = namedNodes(pod);
    if (named && !named.has(node.name)) return unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]");
    return matchesNodeAffinity(pod, node)
      ? undefined
      : unresolvable("node(s) didn't match Pod's node affinity/selector");
  },
  hints: [],
};

/** The nodes that the pod names in every term; undefined where a term names none. */
function namedNodes({ spec }: Pod): Set<string> | undefined {
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
