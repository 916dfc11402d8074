import type { Pod } from '../api/types';
import type { Chance } from '../comparison/chance';
import { payloadDifferences, type FieldDifference } from '../comparison/payloadDifferences';
import { podEnding } from '../comparison/podEnding';
import { changeOf, type Change } from './change';
import type { PodOfStart } from './shownStart';

/** How a pod differs in the API: as it is first stored, how it ends, and its final status. */
export function podChanges(
  [mine, theirs]: readonly [PodOfStart, PodOfStart],
  chance: readonly [Chance, Chance],
): Change[] {
  const differences = (one: unknown, other: unknown): FieldDifference[] =>
    payloadDifferences(one, other, { part: 'response', chance, isPartial: false });
  const stored = differences(asStored(mine.first), asStored(theirs.first));
  const told = new Set(stored.map(keyOf));
  const later = differences(asLast(mine.last), asLast(theirs.last)).filter((one) => !told.has(keyOf(one)));
  const ends = [podEnding(mine.last), podEnding(theirs.last)] as const;
  return [
    ...(ends[0] === ends[1] ? [] : [changeOf('ending', 'pod', ...ends)]),
    ...stored.map(({ field, left, right }) => changeOf('stored', field, left, right)),
    ...later.map(({ field, left, right }) => changeOf('status', field, left, right)),
  ];
}

function asStored({ metadata, spec }: Pod): object {
  return { metadata, spec };
}

function asLast({ metadata, spec, status }: Pod): object {
  return { metadata, spec, status };
}

function keyOf({ field, left, right }: FieldDifference): string {
  return JSON.stringify([field, left ?? null, right ?? null]);
}
