import { longestRise } from './longestRise';

/** A place in one list and its place in the other. */
export type Place = readonly [left: number, right: number];

/** How two lists of calls lie beside each other. */
export interface Alignment {
  /** Calls that stand in the same order on both sides, rising. */
  steady: Place[];
  /** The same calls, in another order. */
  moved: Place[];
}

/** So often a list is split at calls that it has once; what is left then is paired as it comes. */
const mostSplits = 32;

/**
 * Lays two lists beside each other: by what both have once (patience diff), then what stands in the same order between
 * those; what has its equal elsewhere is moved; and what is left between two that are paired is paired by its kind.
 * In steps that grow with the lists' length, whatever they hold.
 *
 * @param exact what tells a call, its answer included
 * @param kinds what tells a call that may have been asked otherwise
 */
export function aligned(
  [left, right]: readonly [exact: readonly string[], exact: readonly string[]],
  [leftKinds, rightKinds]: readonly [kinds: readonly string[], kinds: readonly string[]],
): Alignment {
  const found: Place[] = [];
  align({ left, right, found }, [0, left.length], [0, right.length], mostSplits);
  found.sort(([a], [b]) => a - b);
  const moved = pairedAsTheyCome(left, right, unpaired(left.length, found, 0), unpaired(right.length, found, 1));
  return { steady: withKinds(found, moved, leftKinds, rightKinds), moved };
}

interface Lists {
  left: readonly string[];
  right: readonly string[];
  found: Place[];
}

type Range = readonly [from: number, to: number];

function align(lists: Lists, [leftFrom, leftTo]: Range, [rightFrom, rightTo]: Range, splits: number): void {
  const { left, right, found } = lists;
  let [a, b, c, d] = [leftFrom, leftTo, rightFrom, rightTo];
  while (a < b && c < d && left[a] === right[c]) found.push([a++, c++]);
  while (a < b && c < d && left[b - 1] === right[d - 1]) found.push([--b, --d]);
  if (a === b || c === d) return;
  const once = splits > 0 ? haveOnce(lists, [a, b], [c, d]) : [];
  if (once.length === 0) {
    inOrder(lists, [a, b], [c, d]);
    return;
  }
  const anchors = longestRise(once.map(([, place]) => place)).map((i) => once[i]!);
  for (const [one, other] of anchors) {
    align(lists, [a, one], [c, other], splits - 1);
    found.push([one, other]);
    [a, c] = [one + 1, other + 1];
  }
  align(lists, [a, b], [c, d], splits - 1);
}

/** What each of the two ranges has once, in the order of the left. */
function haveOnce({ left, right }: Lists, [a, b]: Range, [c, d]: Range): Place[] {
  const [mine, theirs] = [placesOf(left, range(a, b)), placesOf(right, range(c, d))];
  return [...mine].flatMap(([key, places]): Place[] => {
    const others = theirs.get(key);
    return places.length === 1 && others?.length === 1 ? [[places[0]!, others[0]!]] : [];
  });
}

function placesOf(list: readonly string[], indexes: readonly number[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const i of indexes) {
    const known = places.get(list[i]!);
    if (known) known.push(i);
    else places.set(list[i]!, [i]);
  }
  return places;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Each with the next of its equals: of calls that are made again and again, the first with the first. */
function inOrder(lists: Lists, [a, b]: Range, [c, d]: Range): void {
  const pairs = pairedAsTheyCome(lists.left, lists.right, range(a, b), range(c, d));
  for (const i of longestRise(pairs.map(([, other]) => other))) lists.found.push(pairs[i]!);
}

function unpaired(length: number, pairs: readonly Place[], side: 0 | 1): number[] {
  const taken = new Set(pairs.map((pair) => pair[side]));
  return range(0, length).filter((i) => !taken.has(i));
}

function pairedAsTheyCome(
  left: readonly string[],
  right: readonly string[],
  mine: readonly number[],
  theirs: readonly number[],
): Place[] {
  const places = placesOf(right, theirs);
  const used = new Map<string, number>();
  return mine.flatMap((i): Place[] => {
    const key = left[i]!;
    const nth = used.get(key) ?? 0;
    const other = places.get(key)?.[nth];
    if (other === undefined) return [];
    used.set(key, nth + 1);
    return [[i, other]];
  });
}

/** The steady pairs, and between two of them those of one kind, the first with the first. */
function withKinds(
  steady: readonly Place[],
  moved: readonly Place[],
  left: readonly string[],
  right: readonly string[],
): Place[] {
  const all: Place[] = [];
  const taken = [new Set(moved.map(([i]) => i)), new Set(moved.map(([, i]) => i))] as const;
  let [a, c] = [0, 0];
  for (const [one, other] of [...steady, [left.length, right.length] as const]) {
    const gap = pairedAsTheyCome(left, right, free(taken[0], a, one), free(taken[1], c, other));
    for (const i of longestRise(gap.map(([, place]) => place))) all.push(gap[i]!);
    if (one < left.length) all.push([one, other]);
    [a, c] = [one + 1, other + 1];
  }
  return all;
}

function free(taken: ReadonlySet<number>, from: number, to: number): number[] {
  return range(from, to).filter((i) => !taken.has(i));
}
