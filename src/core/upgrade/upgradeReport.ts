import type { ApiError } from '../api/status';
import { declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';
import type { Circumstances } from '../circumstances/circumstances';
import { preparedStart, type PreparedStart } from '../circumstances/start';
import { podTemplatePath } from '../manifest/podSpecs';
import type { KubernetesVersion } from '../release/kubernetesRelease';
import type { RowName } from '../release/mixedRelease';
import { Causes, type Outcome, type CausedChange, type StartInRelease } from './causes';
import { keyOfChange, type Change } from './change';
import { changeLevels, levelOf, type ChangeLevel } from './changeLevel';
import { changeWeight } from './changeWeight';
import { insteadOf } from './instead';

/** What another release changes in the starts of a manifest's or a folder's objects. */
export interface UpgradeReport {
  from: KubernetesVersion;
  to: KubernetesVersion;
  /** Those that matter most first. */
  groups: ChangeGroup[];
  /** How many pods and workloads were started; each of them is in one of the counts that follow. */
  starts: number;
  /** In which something changes, by the most that does. */
  changed: Record<ChangeLevel, number>;
  /** In which nothing changes. */
  unchanged: number;
  /** Which both releases refuse in the same words. */
  refusedByBoth: number;
  /** What both releases refuse, whether it makes pods or not. */
  refused: RefusedObject[];
}

/** What both releases refuse. */
export interface RefusedObject {
  /** `Deployment web (web.yaml:3:1)` */
  object: string;
  /** Why, in the words of the later release. */
  message: string;
  /** Since when a kind or version is not served, and what to write. */
  instead?: string;
}

/** What has one cause. */
export interface ChangeGroup {
  /** The rows of the tables of releases that make it; empty where none is known to. */
  rows: readonly RowName[];
  changes: GroupedChange[];
}

/** A change, and all that has it. */
export interface GroupedChange extends Change {
  level: ChangeLevel;
  /** All objects that have it: `Deployment web`. */
  objects: string[];
  /** Whether the objects after the first have their own name where the change has the first's. */
  varies?: true;
  /** Of a refused kind or version: since when it is not served, and what to write. */
  instead?: string;
  /** The same for changes that differ in the names of containers, images and the like, or in their values. */
  alike: string;
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
  const groups = new Groups(to);
  const nameOf = (object: WrittenObject): string => {
    const place = placeOf?.(object);
    return place === undefined ? titleOf(object) : `${titleOf(object)} (${place})`;
  };
  const others = objects.filter((object) => !makesPods(object));
  const isExact = circumstances.scenario !== undefined;
  const parts = isExact ? [objects] : objects.filter(makesPods).map((object) => [object]);
  const refused: RefusedObject[] = [];
  const names = new Map(objects.map((object) => [titleOf(object), nameOf(object)]));
  const refusing = ({ kind = '', name = '', message }: ApiError): void => {
    const title = `${kind} ${name}`.trim();
    const instead = insteadOf(message, to);
    refused.push({ object: names.get(title) ?? title, message, ...(instead !== undefined && { instead }) });
  };
  let standing = [...others, ...existing];
  if (!isExact && others.length > 0) {
    const start = preparedStart({ objects: others, existing, circumstances: { ...circumstances, seconds: 0 } });
    const answers = yield* counting(causes.of(runOf(start)), { done: 0, of: parts.length });
    groups.add(answers.changes);
    answers.refused.forEach(refusing);
    // What a release refuses was told: pods do without it in both.
    const told = [
      ...answers.changes.flatMap(({ change: { kind, what } }) => (kind === 'refused' || kind === 'accepted' ? what : [])), // prettier-ignore
      ...answers.refused.map(({ kind = '', name = '' }) => `${kind} ${name}`.trim()),
    ];
    standing = standing.filter((object) => !told.includes(titleOf(object)));
  }
  /** Workloads are often alike but for their names: those start alike, too. */
  const known = new Map<string, { outcome: Outcome; name: string }>();
  const changed = { refused: 0, different: 0, words: 0 };
  let [unchanged, refusedByBoth] = [0, 0];
  for (const [i, part] of parts.entries()) {
    const start = preparedStart({ objects: part, existing: isExact ? existing : standing, circumstances });
    const key = namelessText(start);
    const name = part.map(ownName).join(', ');
    let found = known.get(key);
    if (!found) {
      const outcome = yield* counting(causes.of(runOf(start)), { done: i, of: parts.length });
      known.set(key, (found = { outcome, name }));
    }
    const { outcome, name: first } = found;
    const level = changeLevels.find((one) => outcome.changes.some(({ change }) => levelOf(change) === one));
    if (level !== undefined) changed[level]++;
    else if (outcome.refused.length > 0) refusedByBoth++;
    else unchanged++;
    for (const error of outcome.refused)
      refusing(error.name === first ? { ...error, name, message: error.message.replaceAll(`"${first}"`, `"${name}"`) } : error); // prettier-ignore
    groups.add(outcome.changes, part.map(nameOf).join(', '), first === name ? undefined : first);
    yield { done: i + 1, of: parts.length };
  }
  return { from, to, groups: groups.sorted(), starts: parts.length, changed, unchanged, refusedByBoth, refused };
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
  const { kind = 'Object' } = declaredObject(object);
  return `${kind} ${ownName(object)}`.trimEnd();
}

function ownName(object: WrittenObject): string {
  const { metadata } = declaredObject(object);
  return metadata?.name ?? metadata?.generateName ?? '';
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
  readonly #to: KubernetesVersion;

  constructor(to: KubernetesVersion) {
    this.#to = to;
  }

  /**
   * @param object in which they are; of an answer of the API server the change itself names it
   * @param first the name that stands in them for the object's, where the start was another one's that is alike
   */
  add(changes: readonly CausedChange[], object?: string, first?: string): void {
    for (const { change, rows, signature } of changes) {
      const key = rows.join(' ');
      let group = this.#groups.get(key);
      if (!group) this.#groups.set(key, (group = { rows, changes: new Map() }));
      const name = object ?? change.what;
      // Whom an answer is about is told by its objects.
      const isAnswer = change.kind === 'refused' || change.kind === 'accepted';
      const own = keyOfChange(isAnswer ? { ...change, what: '' } : change);
      const known = group.changes.get(own);
      if (!known) group.changes.set(own, this.#grouped(change, name, signature));
      else if (!known.objects.includes(name)) known.objects.push(name);
      if (known && first !== undefined && own.includes(first)) known.varies = true;
    }
  }

  #grouped(change: Change, object: string, alike: string): GroupedChange {
    const { kind, after } = change;
    const instead = kind === 'refused' && typeof after === 'string' ? insteadOf(after, this.#to) : undefined;
    return { ...change, level: levelOf(change), objects: [object], ...(instead !== undefined && { instead }), alike };
  }

  sorted(): ChangeGroup[] {
    const groups = [...this.#groups.values()].map(({ rows, changes }): ChangeGroup => {
      const own = [...changes.values()].sort((a, b) => weightOf(a) - weightOf(b));
      return { rows, changes: own };
    });
    const share = ({ changes }: ChangeGroup): number => Math.max(...changes.map(({ objects }) => objects.length));
    return groups.sort((a, b) => weightOf(a.changes[0]!) - weightOf(b.changes[0]!) || share(b) - share(a));
  }
}

/** What is refused comes first, and other words come last. */
function weightOf(change: GroupedChange): number {
  return 10_000 * changeLevels.indexOf(change.level) + changeWeight(change);
}
