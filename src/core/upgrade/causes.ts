import type { ApiError } from '../api/status';
import type { Simulation } from '../cluster/simulate/simulate';
import { releaseOf, type KubernetesRelease, type KubernetesVersion } from '../release/kubernetesRelease';
import { differingRows, mixedRelease, type RowName } from '../release/mixedRelease';
import { keyOfChange, type Change } from './change';
import { changesBetween } from './changesBetween';
import { signatureOf } from './signature';

/** A change, and the rows of the tables of releases that make it; several make it together. Empty where none does. */
export interface CausedChange {
  change: Change;
  rows: readonly RowName[];
  /** The same for changes that differ in names only. */
  signature: string;
}

/** What two releases do with some objects. */
export interface Outcome {
  changes: CausedChange[];
  /** What both refuse, in the words of the later one. */
  refused: readonly ApiError[];
}

/** Starts the objects in a release, and looks at least until a moment, in milliseconds since the epoch. */
export type StartInRelease = (release: KubernetesRelease, until?: number) => Simulation;

/** Work in steps of one start each. */
export type Steps<T> = Generator<void, T>;

/** The changes from the earlier release to one between the two. */
type ChangesWith = (release: KubernetesRelease) => Change[];

/**
 * Finds what two releases change in starts, and the rows that make each change. A row is found by difference: the pod is
 * started in the later release without the row, and what is not there then, the row makes. Which rows made such a change of
 * another pod is tried first: if these alone make all that changes, they are the ones.
 */
export class Causes {
  readonly #from: KubernetesRelease;
  readonly #to: KubernetesRelease;
  readonly #rows: readonly RowName[];
  /** The rows that made changes of former starts, by the changes' signatures. */
  readonly #known = new Map<string, readonly RowName[]>();
  readonly #mixed = new Map<string, KubernetesRelease>();

  constructor(from: KubernetesVersion, to: KubernetesVersion) {
    [this.#from, this.#to] = [releaseOf(from), releaseOf(to)];
    this.#rows = differingRows(this.#from, this.#to);
  }

  *of(run: StartInRelease): Steps<Outcome> {
    const first = run(this.#from);
    yield;
    const after = run(this.#to, first.end);
    // Both are looked at for equally long: what comes late in one of them is not missing there.
    const before = after.end > first.end ? run(this.#from, after.end) : first;
    const changes = changesBetween(before, after);
    const refusedBefore = new Set(before.errors.map(titleOf));
    const refused = after.errors.filter((error) => refusedBefore.has(titleOf(error)));
    if (changes.length === 0) return { changes: [], refused };
    yield;
    const changesWith: ChangesWith = (release) => changesBetween(before, run(release, after.end));
    const signature = signatureOf(before, after);
    const found = changes.map((change) => ({ change, signature: signature(change) }));
    const known = found.flatMap((one) => this.#known.get(one.signature) ?? []);
    // Of rows that made something together it is not known whether each of them is needed here, too.
    const isKnown = found.every((one) => this.#known.get(one.signature)?.length === 1);
    const isMade = isKnown && isSame(keysOf(changesWith(this.#with(known))), keysOf(changes));
    const rows = isMade ? undefined : yield* this.#foundAnew(changes, changesWith, known);
    const caused = found.map((one): CausedChange => {
      const own = rows?.get(keyOfChange(one.change)) ?? this.#known.get(one.signature) ?? [];
      const former = this.#known.get(one.signature);
      // What has one cause here and another one there is looked for anew each time.
      const isOther = former !== undefined && former.join(' ') !== own.join(' ');
      if (own.length > 0) this.#known.set(one.signature, isOther ? [...new Set([...former, ...own])] : own);
      return { ...one, rows: own };
    });
    return { changes: caused, refused };
  }

  /** The earlier release with some rows of the later one. */
  #with(rows: readonly RowName[]): KubernetesRelease {
    return this.#mix('with', this.#from, this.#to, rows);
  }

  /** The later release with some rows of the earlier one. */
  #without(rows: readonly RowName[]): KubernetesRelease {
    return this.#mix('without', this.#to, this.#from, rows);
  }

  /** The same release for the same rows: what is worked out of a release is kept by it. */
  #mix(how: string, base: KubernetesRelease, other: KubernetesRelease, rows: readonly RowName[]): KubernetesRelease {
    const own = this.#rows.filter((row) => rows.includes(row));
    const key = `${how} ${own.join(' ')}`;
    let mixed = this.#mixed.get(key);
    if (!mixed) this.#mixed.set(key, (mixed = mixedRelease(base, other, own)));
    return mixed;
  }

  /** @param likely rows that made such changes elsewhere: the others are asked about together first */
  *#foundAnew(
    changes: readonly Change[],
    changesWith: ChangesWith,
    likely: readonly RowName[],
  ): Steps<ReadonlyMap<string, readonly RowName[]>> {
    const all = keysOf(changes);
    const causes = new Map<string, RowName[]>([...all].map((key) => [key, []]));
    const blame = (row: RowName, isBlamed: (key: string) => boolean): void => {
      for (const [key, rows] of causes) if (isBlamed(key)) rows.push(row);
    };
    const usual = new Set([...this.#known.values()].flat());
    const placeOf = (row: RowName): number => (likely.includes(row) ? 2 : usual.has(row) ? 1 : 0);
    for (const group of [0, 1, 2].map((place) => this.#rows.filter((row) => placeOf(row) === place)))
      yield* eachThatMatters(group, (rows) => {
        const made = keysOf(changesWith(this.#without(rows)));
        if (rows.length === 1) blame(rows[0]!, (key) => !made.has(key));
        return !isSame(made, all);
      });
    // Without some rows a pod does not get as far as to show a change. What makes it alone is its cause.
    const shared = changes.filter((change) => causes.get(keyOfChange(change))!.length > 1);
    const alone = new Map<string, RowName[]>();
    for (const row of new Set(shared.flatMap((change) => causes.get(keyOfChange(change))!))) {
      const made = new Set(changesWith(this.#with([row])).map(roughKeyOf));
      for (const change of shared.filter((one) => made.has(roughKeyOf(one))))
        alone.set(keyOfChange(change), [...(alone.get(keyOfChange(change)) ?? []), row]);
      yield;
    }
    for (const [key, rows] of alone) causes.set(key, rows);
    const rest = new Set([...causes].filter(([, rows]) => rows.length === 0).map(([key]) => key));
    // Where one row stands in for another one, none is missed by itself: each makes it alone.
    if (rest.size > 0)
      yield* eachThatMatters(this.#rows, (rows) => {
        const made = keysOf(changesWith(this.#with(rows)));
        if (rows.length === 1) blame(rows[0]!, (key) => rest.has(key) && made.has(key));
        return [...rest].some((key) => made.has(key));
      });
    return causes;
  }
}

/** Asks of rows whether they matter, by halves: each that does is asked about alone. */
function* eachThatMatters(rows: readonly RowName[], matters: (rows: readonly RowName[]) => boolean): Steps<void> {
  if (rows.length === 0) return;
  const isOne = rows.length === 1;
  const isWorthIt = matters(rows);
  yield;
  if (isOne || !isWorthIt) return;
  const half = rows.length >> 1;
  yield* eachThatMatters(rows.slice(0, half), matters);
  yield* eachThatMatters(rows.slice(half), matters);
}

function titleOf({ kind, name }: ApiError): string {
  return [kind, name].filter(Boolean).join(' ');
}

/** As `keyOfChange`; of times only whether it is sooner or later, as each row moves them by some milliseconds. */
function roughKeyOf(change: Change): string {
  const { kind, what, before, after } = change;
  return kind === 'time' ? `time ${what} ${Number(after) > Number(before) ? 'later' : 'sooner'}` : keyOfChange(change);
}

function keysOf(changes: readonly Change[]): Set<string> {
  return new Set(changes.map(keyOfChange));
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key));
}
