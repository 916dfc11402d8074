import type { Change } from './change';

/** The level of a change, the most important first: a pod that does not start, one that runs differently, different words. */
export const changeLevels = ['refused', 'different', 'words'] as const;

export type ChangeLevel = (typeof changeLevels)[number];

/** Fields of a stored pod and steps of a start that say how far someone has looked, and that no container sees. */
const bookkeeping = /(?:^|\.)(?:observedGeneration|generation)$|^PodReadyToStartContainers$/;

/** The level of a change. A refusal that only reads differently is `words`. */
export function levelOf({ kind, what, before, after }: Change): ChangeLevel {
  switch (kind) {
    case 'refused':
      return before === undefined ? 'refused' : 'words';
    case 'accepted':
    case 'ending':
    case 'call':
    case 'field':
      return 'different';
    case 'stored':
    case 'time':
      return bookkeeping.test(what) ? 'words' : 'different';
    case 'event':
      // A Warning that comes or goes means that something fails, not that it is worded differently.
      return (before === undefined || after === undefined) && what.endsWith(', warning') ? 'different' : 'words';
    case 'warning':
    case 'status':
      return 'words';
  }
}
