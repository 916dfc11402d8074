import { declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';
import type { Circumstances } from '../circumstances/circumstances';
import { preparedStart, type PreparedStart } from '../circumstances/start';
import { isSameValue } from '../isSameValue';
import { knownKeys } from '../knownKeys';
import { podTemplatePath } from '../manifest/podSpecs';
import type { KubernetesVersion } from '../release/kubernetesRelease';
import type { RowName } from '../release/mixedRelease';
import { Causes, type Outcome, type CausedChange, type StartInRelease } from './causes';
import { changeKinds, type Change } from './change';

/** What another release changes in the starts of a manifest's or a folder's objects. */
export interface UpgradeReport {
  from: KubernetesVersion;
  to: KubernetesVersion;
  /** Those that matter most first. */
  groups: ChangeGroup[];
  /** How many pods and workloads were started, and in how many of them nothing changes. */
  starts: number;
  unchanged: number;
  /** What both releases refuse: `Deployment web`. */
  refused: string[];
}

/** What has one cause. */
export interface ChangeGroup {
  /** The rows of the tables of releases that make it; empty where none is known to. */
  rows: readonly RowName[];
  changes: GroupedChange[];
}

/** A change as the first object has it. */
export interface GroupedChange extends Change {
  /** All objects that have it, but for names: `Deployment web`. */
  objects: string[];
  /** Other values than these change in the same way, in other objects or in another part of the same one. */
  varies?: true;
}

export interface UpgradeOptions {
  from: KubernetesVersion;
  to: KubernetesVersion;
  /** Where an object stands, for people who have several files. */
  placeOf?: (object: WrittenObject) => string | undefined;
  /** All objects of the file or folder; each pod and workload is started by itself, with the others there. */
  objects: readonly WrittenObject[];
  /** Objects of other files. */
  existing?: readonly WrittenObject[];
  /** With a scenario, which says all that there is, the objects are started together. */
  circumstances: Circumstances;
}

/** How many starts were compared, and how many there are. */
export interface UpgradeStep {
  done: number;
  of: number;
}

/**
 * Works out what an upgrade changes: starts what makes pods in both releases, and applies what makes none in both. A step
 * takes as long as a start.
 */
export function* upgradeReport(options: UpgradeOptions): Generator<UpgradeStep, UpgradeReport> {
  const { from, to, objects, existing = [], circumstances, placeOf } = options;
  const causes = new Causes(from, to);
  const groups = new Groups();
  const nameOf = (object: WrittenObject): string => {
    const place = placeOf?.(object);
    return place === undefined ? titleOf(object) : `${titleOf(object)} (${place})`;
  };
  const others = objects.filter((object) => !makesPods(object));
  const isExact = circumstances.scenario !== undefined;
  const parts = isExact ? [objects] : objects.filter(makesPods).map((object) => [object]);
  const refused: string[] = [];
  let standing = [...others, ...existing];
  if (!isExact && others.length > 0) {
    const start = preparedStart({ objects: others, existing, circumstances: { ...circumstances, seconds: 0 } });
    const answers = yield* counting(causes.of(runOf(start)), { done: 0, of: parts.length });
    groups.add(answers.changes);
    refused.push(...answers.refused);
    // What a release refuses was told: pods do without it in both.
    const told = answers.changes.flatMap(({ change: { kind, what } }) => (kind === 'refused' || kind === 'accepted' ? what : [])); // prettier-ignore
    standing = standing.filter((object) => !told.includes(titleOf(object)));
  }
  /** Workloads are often alike but for their names: those start alike, too. */
  const known = new Map<string, Outcome>();
  let unchanged = 0;
  for (const [i, part] of parts.entries()) {
    const start = preparedStart({ objects: part, existing: isExact ? existing : standing, circumstances });
    const key = namelessText(start);
    let outcome = known.get(key);
    if (!outcome) {
      outcome = yield* counting(causes.of(runOf(start)), { done: i, of: parts.length });
      known.set(key, outcome);
    }
    const name = part.map(nameOf).join(', ');
    if (outcome.changes.length === 0) unchanged++;
    if (outcome.refused.length > 0) refused.push(name);
    groups.add(outcome.changes, name);
    yield { done: i + 1, of: parts.length };
  }
  return { from, to, groups: groups.sorted(), starts: parts.length, unchanged, refused };
}

/** The steps of one start, each with how far the report is. */
function* counting<T>(steps: Generator<void, T>, step: UpgradeStep): Generator<UpgradeStep, T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield step;
  }
}

function runOf(start: PreparedStart): StartInRelease {
  return (release, until) => start.run({ release, ...(until !== undefined && { atLeastUntil: until }) });
}

function makesPods(object: WrittenObject): boolean {
  return podTemplatePath(declaredObject(object).kind ?? '') !== undefined;
}

function titleOf(object: WrittenObject): string {
  const { kind = 'Object', metadata } = declaredObject(object);
  return `${kind} ${metadata?.name ?? metadata?.generateName ?? ''}`.trimEnd();
}

/** A name that is longer may be too long for something, and the next one is not. */
const longestName = 40;

/** All that bears on a start, as a text in which the name of what is started does not show. */
function namelessText({ written, others, world }: PreparedStart): string {
  const text = JSON.stringify([written, others, world]);
  const [only, more] = written;
  const name = only && !more ? declaredObject(only).metadata?.name : undefined;
  return name === undefined || name === '' || name.length > longestName ? text : text.replaceAll(name, '<name>');
}

/** The changes by their causes, each once with all that have it. */
class Groups {
  readonly #groups = new Map<string, { rows: readonly RowName[]; changes: Map<string, GroupedChange> }>();

  /** @param object in which they are; of an answer of the API server the change itself names it */
  add(changes: readonly CausedChange[], object?: string): void {
    for (const { change, rows, signature } of changes) {
      const key = rows.join(' ');
      let group = this.#groups.get(key);
      if (!group) this.#groups.set(key, (group = { rows, changes: new Map() }));
      const name = object ?? change.what;
      const known = group.changes.get(signature);
      if (!known) group.changes.set(signature, { ...change, objects: [name] });
      else {
        if (!known.objects.includes(name)) known.objects.push(name);
        if (!isSameValue([known.before, known.after], [change.before, change.after])) known.varies = true;
      }
    }
  }

  sorted(): ChangeGroup[] {
    const groups = [...this.#groups.values()].map(({ rows, changes }): ChangeGroup => {
      const own = [...changes.values()].sort((a, b) => rankOf(a) - rankOf(b));
      return { rows, changes: own };
    });
    const share = ({ changes }: ChangeGroup): number => Math.max(...changes.map(({ objects }) => objects.length));
    return groups.sort((a, b) => rankOf(a.changes[0]!) - rankOf(b.changes[0]!) || share(b) - share(a));
  }
}

const ranks = knownKeys(changeKinds);

function rankOf({ kind }: Change): number {
  return ranks.indexOf(kind);
}
