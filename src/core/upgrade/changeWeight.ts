import { knownKeys } from '../knownKeys';
import { changeKinds, type Change } from './change';

const ranks = knownKeys(changeKinds);

/** Values that cannot be known beforehand: a change of them means little. */
const placeholder = /^<[a-z]+>$/;

/** How soon a change is told among those of one cause; what weighs more comes first, as with a smaller number. */
export function changeWeight({ kind, what, before, after }: Change): number {
  const isUnknowable = [before, after].some((value) => typeof value === 'string' && placeholder.test(value));
  // A warning says why, and what follows from it says only that.
  const rank = kind === 'event' && what.endsWith(', warning') ? ranks.indexOf('ending') : ranks.indexOf(kind);
  // A field near the root says more than one deep in a list.
  const depth = Math.min(what.split('.').length + 6 * (what.split('[').length - 1), 30);
  return (isUnknowable ? 1000 : 0) + 31 * rank + depth;
}

/** The changes by weight, and of each kind the weightiest before the others. */
export function byWeight<T extends Change>(changes: readonly T[]): T[] {
  const sorted = [...changes].sort((a, b) => changeWeight(a) - changeWeight(b));
  const firsts = new Map([...sorted].reverse().map((change) => [change.kind, change]));
  const isFirst = (change: T): boolean => firsts.get(change.kind) === change;
  return [...sorted.filter(isFirst), ...sorted.filter((change) => !isFirst(change))];
}
