import { callChanges } from './callChanges';
import { keyOfChange, type Change } from './change';
import { eventChanges } from './eventChanges';
import { podChanges } from './podChanges';
import { answerChanges } from './answerChanges';
import { sideOf, type ShownStart } from './shownStart';
import { timeChanges } from './timeChanges';

/**
 * In what two starts of the same objects differ, each difference once, however many pods it is of. What is chance (uids,
 * ids, generated names, hashes of templates) is no difference, and nothing is told of what only the longer of the two saw.
 */
export function changesBetween(before: ShownStart, after: ShownStart): Change[] {
  const until = Math.min(before.end, after.end);
  const sides = [sideOf(before, until), sideOf(after, until)] as const;
  const [mine, theirs] = sides;
  const answers = answerChanges(sides);
  const isRefused = answers.some(({ kind }) => kind === 'refused' || kind === 'accepted');
  const pairs = [...mine.pods].flatMap(([name, pod]) => {
    const other = theirs.pods.get(name);
    return other ? [[pod, other] as const] : [];
  });
  const chance = [mine.chance, theirs.chance] as const;
  const all = [
    ...answers,
    // Of what is refused nothing else is to be told.
    ...(isRefused ? [] : missingPods(mine.pods.size, theirs.pods.size)),
    ...pairs.flatMap((pair) => [...podChanges(pair, chance), ...callChanges(pair, chance), ...timeChanges(pair)]),
    ...(isRefused && pairs.length === 0 ? [] : eventChanges(sides, until)),
  ];
  return [...new Map(all.map((change) => [keyOfChange(change), change])).values()];
}

function missingPods(before: number, after: number): Change[] {
  return before === after ? [] : [{ kind: 'ending', what: 'number of pods', before, after }];
}
