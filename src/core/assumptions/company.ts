import type { Pod } from '../api/types';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import { labelsFor, means, requiredTerms, termPath } from './nodeWishes';

/** That the pods run already that others must have beside them (required pod affinity). */
export function company(all: readonly AskedPods[]): Need[] {
  return all.flatMap((asked) => {
    const terms = requiredTerms(asked, 'podAffinity');
    const isThere = all.some((other) => terms.every((term) => means(term, asked, other)));
    if (terms.length === 0 || isThere) return [];
    const labels: Record<string, string> = Object.fromEntries(
      terms.flatMap(({ labelSelector }) => Object.entries((labelSelector && labelsFor(labelSelector)) ?? {})),
    );
    const namespace = terms[0]?.namespaces?.[0] ?? asked.namespace;
    const shown = Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `assumed-${Object.values(labels).join('-')}`,
        namespace,
        uid: `assumed ${namespace} ${shown}`,
        labels,
      },
      spec: { containers: [] },
    };
    return [
      {
        id: `pod ${namespace}/${shown}`,
        what: `a pod with the label${Object.keys(labels).length === 1 ? '' : 's'} ${shown} runs on the node`,
        place: asked.placeOf(termPath('podAffinity', 0)),
        gift: { running: [pod] },
      },
    ];
  });
}
