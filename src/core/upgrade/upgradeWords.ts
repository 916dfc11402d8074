import { entryOf } from '../entryOf';
import { formatDuration } from '../formatDuration';
import { groupedBy } from '../groupedBy';
import { rowTold, type ToldRow } from '../release/rowTold';
import { code, joined, prose, words, type Runs } from '../textRuns';
import { shorten } from '../shorten';
import type { Change } from './change';
import { byWeight } from './changeWeight';
import type { ChangeGroup, GroupedChange, RefusedObject, UpgradeReport } from './upgradeReport';

/** The report as a person reads it: parts with a heading, each with the causes of what it tells. */
export interface UpgradePart {
  heading: string;
  causes: UpgradeCause[];
}

/** One cause, and what it changes. */
export interface UpgradeCause {
  /** The rules; several make the changes together. Empty where none is known. */
  rules: readonly ToldRow[];
  /** In which objects, and what changes there. */
  changes: { objects: string; lines: Runs[]; /** So many are not told here. */ more: number }[];
}

const parts: readonly (readonly [heading: string, has: (change: GroupedChange) => boolean])[] = [
  ['Refused', ({ level }) => level === 'refused'],
  ['Runs differently', ({ level, kind }) => level === 'different' && kind !== 'accepted'],
  ['No longer refused', ({ kind }) => kind === 'accepted'],
  ['Only the wording changes', ({ level }) => level === 'words'],
];

/** How much of a cause is listed; the rest is counted. Changes of wording are kept short. */
const most = { lines: 6, words: 2, objects: 3, alike: 5, blocks: 12, letters: 160 };

/**
 * `From Kubernetes 1.32 to 1.37 something changes in 3 of 5 starts; in 1 nothing does, and 1 is refused by both. Of the 3,
 * 1 is refused, 1 runs differently and in 1 only the wording changes.`
 */
export function upgradeSummary({ from, to, groups, starts, changed, unchanged, refusedByBoth }: UpgradeReport): string {
  const releases = `From Kubernetes ${from} to ${to}`;
  const sum = starts - unchanged - refusedByBoth;
  const both = refusedByBoth === 0 ? '' : `${refusedByBoth} ${refusedByBoth === 1 ? 'is' : 'are'} refused by both`;
  if (sum === 0) {
    const rest = groups.length === 0 ? '' : ' The API server answers differently for other objects.';
    if (starts === 0) return `${releases} ${rest === '' ? 'nothing changes.' : 'the API server answers differently.'}`; // prettier-ignore
    if (unchanged === 0) return `${releases} ${starts === 1 ? 'the start is refused by both' : `each of ${starts} starts is refused by both`}.${rest}`; // prettier-ignore
    return `${releases} nothing changes in ${countOf(unchanged)}${both === '' ? '' : `; ${both}`}.${rest}`;
  }
  if (starts === 1) {
    const alone = changed.refused > 0 ? 'the start is refused' : changed.different > 0 ? 'the start runs differently' : 'only the wording changes in the start'; // prettier-ignore
    return `${releases} ${alone}.`;
  }
  const told = [
    ...countedOf(changed.refused, 'is refused', 'are refused'),
    ...countedOf(changed.different, 'runs differently', 'run differently'),
    ...(changed.words > 0 ? [`in ${changed.words} only the wording changes`] : []),
  ];
  const where = sum === starts ? `each of ${countOf(starts)}` : `${sum} of ${countOf(starts)}`;
  const others = [...(unchanged === 0 ? [] : [`in ${unchanged} nothing does`]), ...(both === '' ? [] : [both])];
  const rest = others.length === 0 ? '' : `; ${others.join(', and ')}`;
  if (changed.words === sum) return `${releases} only the wording changes in ${where}${rest}.`;
  return `${releases} something changes in ${where}${rest}. Of the ${sum}, ${inSeries(told)}.`;
}

function countedOf(count: number, one: string, several: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}

function countOf(starts: number): string {
  return starts === 1 ? '1 start' : `${starts} starts`;
}

function inSeries(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** The changes of a report under their headings, the most important first; headings without changes are left out. */
export function upgradeParts(report: UpgradeReport): UpgradePart[] {
  return parts.flatMap(([heading, has]) => {
    const causes = report.groups.flatMap(({ rows, changes }) => {
      const own = changes.filter(has);
      return own.length === 0 ? [] : [causeOf({ rows, changes: own }, report)];
    });
    return causes.length === 0 ? [] : [{ heading, causes }];
  });
}

/** `Since 1.35: The events …`; what no rule explains says so. */
export function ruleText({ since, means }: ToldRow): string {
  return `${since === undefined ? '' : `Since ${since}: `}${means}`;
}

/** Said of a change that no row of the table of releases makes. */
export const unexplained =
  'No known difference between the two releases explains this: that is a mistake in this report.';

function causeOf({ rows, changes }: ChangeGroup, report: UpgradeReport): UpgradeCause {
  const { from, to } = report;
  const sorted = alikes(changes).sort((a, b) => b.objects.length - a.objects.length);
  const byObjects = groupedBy(sorted, ({ objects }) => listed(objects));
  const blocks = [...byObjects].map(([objects, own]) => {
    const lines = byWeight(own.map(({ first }) => first)).map((first) => own.find((one) => one.first === first)!);
    const few = changes.every(({ level }) => level === 'words') ? most.words : most.lines;
    const told = lines.length === few + 1 ? lines.length : few;
    return {
      objects,
      lines: lines.slice(0, told).map((one) => lineOf(one, report)),
      more: Math.max(0, lines.length - told),
    };
  });
  const over = blocks.slice(most.blocks);
  const rest = over.reduce((sum, { lines, more }) => sum + lines.length + more, 0);
  return {
    rules: rows.map((row) => rowTold(row, from, to)),
    changes: [
      ...blocks.slice(0, most.blocks),
      ...(over.length === 0 ? [] : [{ objects: 'Others (listed by --format json)', lines: [], more: rest }]),
    ],
  };
}

/** Changes that differ in names or values alone, which are told in one line. */
interface Alike {
  first: GroupedChange;
  objects: readonly string[];
  /** What the others are about, where it is something else. */
  likewise: readonly string[];
  /** Whether the others have other values. */
  varies: boolean;
}

/**
 * The changes that are alike are told together where the same objects have them all, or where they are too many to be told
 * apart; the same change of several entries of a list is told once, of `status.conditions[…].observedGeneration`.
 */
function alikes(changes: readonly GroupedChange[]): Alike[] {
  const byForm = new Map<string, Map<string, GroupedChange[]>>();
  for (const change of changes) {
    const form = byForm.get(change.alike) ?? new Map<string, GroupedChange[]>();
    byForm.set(change.alike, form);
    // How long something takes is another time for nearly each.
    const objects = change.kind === 'time' ? '' : JSON.stringify(change.objects);
    const known = form.get(objects);
    if (known) known.push(change);
    else form.set(objects, [change]);
  }
  const sets = [...byForm.values()].flatMap((form) =>
    form.size > most.objects ? [[...form.values()].flat()] : [...form.values()],
  );
  const found = new Map<string, Alike>();
  for (const set of sets) {
    const first = set[0]!;
    const objects = [...new Set(set.flatMap((one) => one.objects))];
    const likewise = [...new Set(set.map(({ what }) => what))].filter((what) => what !== first.what);
    const values = new Set(set.map(({ before, after }) => JSON.stringify([before ?? null, after ?? null])));
    const alike = { first, objects, likewise, varies: first.varies === true || values.size > 1 };
    const general = first.what.replace(/\[[^\][]*\]/g, '[…]');
    const key = JSON.stringify([first.kind, general, first.before ?? null, first.after ?? null, objects, likewise]);
    const known = found.get(key);
    found.set(key, known ? { ...known, first: { ...first, what: general } } : alike);
  }
  return [...found.values()];
}

/** The heading above what both releases refuse (`refusedLines`). */
export const refusedHeading = 'Refused by both';

/** What both refuse: what it is, why, and what to do about it. */
export function refusedLines({ refused }: UpgradeReport): Runs[] {
  const byReason = new Map<string, RefusedObject & { objects: string[] }>();
  for (const one of refused) {
    const key = `${one.message}\n${one.instead ?? ''}`;
    const known = byReason.get(key);
    if (known) known.objects.push(one.object);
    else byReason.set(key, { ...one, objects: [one.object] });
  }
  return [...byReason.values()].map(
    ({ objects, message, instead }) =>
      words`${inSeries(objects)}: ${said(message)}${instead === undefined ? '' : words`, ${prose(instead)}`}`,
  );
}

function listed(objects: readonly string[]): string {
  const more = objects.length - most.objects;
  if (more > 1) return `${objects.slice(0, most.objects).join(', ')} and ${more} more`;
  return inSeries(objects);
}

const steps: Readonly<Record<string, string>> = {
  PodScheduled: 'the pod is scheduled',
  PodReadyToStartContainers: 'the condition PodReadyToStartContainers is true',
  Initialized: 'the pod is initialized',
  Ready: 'the pod is ready',
  Succeeded: 'the pod has succeeded',
  Failed: 'the pod has failed',
};

/** A change in one line, with the others that are like it. */
function lineOf({ first, likewise, varies }: Alike, report: UpgradeReport): Runs {
  const field = first.kind === 'field' ? first.what.slice(first.what.lastIndexOf(' ')) : '';
  const others = likewise
    .slice(0, most.alike)
    .map((what) => code(field !== '' && what.endsWith(field) ? what.slice(0, -field.length) : what));
  const more = likewise.length - others.length;
  return [
    ...changeWords(first, report),
    ...(first.instead === undefined ? [] : words`, ${prose(first.instead)}`),
    ...(varies && likewise.length === 0 ? [', for example'] : []),
    ...(others.length === 0 ? [] : words`; likewise ${joined(others, ', ')}${more > 0 ? ` and ${more} more` : ''}`),
  ];
}

function changeWords(change: Change, { from, to }: UpgradeReport): Runs {
  const { kind, what, before, after } = change;
  switch (kind) {
    case 'refused':
      return before === undefined
        ? words`${to} refuses it: ${said(after)}`
        : words`both refuse it, with different messages: ${said(before)} → ${said(after)}`;
    case 'accepted':
      return words`${to} accepts it${typeof after === 'string' ? `, but ${after}` : ''}; ${from} refuses it: ${said(before)}`;
    case 'ending':
      return words`${what === 'pod' ? 'how the pod ends' : what}: ${said(before)} → ${said(after)}`;
    case 'call':
      if (typeof before !== 'number') return words`${what}: ${said(before)} → ${said(after)}`;
      return words`${code(what)}: ${times(before)} → ${times(after)}`;
    case 'field': {
      const at = what.lastIndexOf(' ');
      return words`${code(what.slice(0, at))} ${code(what.slice(at + 1))}: ${value(before)} → ${value(after)}`;
    }
    case 'stored':
    case 'status':
      return words`${kind === 'stored' ? 'the stored pod has ' : ''}${code(what)}: ${value(before)} → ${value(after)}`;
    case 'time':
      return words`${entryOf(steps, what) ?? `the pod has ${what}`} after ${time(before)} → ${time(after)}`;
    case 'warning':
      return after === undefined ? words`${to} no longer warns: ${said(before)}` : words`${to} warns: ${said(after)}`;
    case 'event':
      if (before === undefined) return words`${to} adds the event ${what}: ${said(after)}`;
      if (after === undefined) return words`${to} leaves out the event ${what}: ${said(before)}`;
      return words`event ${what}: ${said(before)} → ${said(after)}`;
  }
}

function said(text: unknown): Runs {
  return code(shorten(typeof text === 'string' ? text : JSON.stringify(text), most.letters));
}

function value(of: unknown): Runs {
  return of === undefined ? ['not there'] : code(shorten(JSON.stringify(of), most.letters));
}

function times(of: unknown): string {
  return of === 0 ? 'not made' : of === 1 ? 'made once' : `made ${String(of)} times`;
}

function time(of: unknown): string {
  return typeof of === 'number' ? formatDuration(of) : '';
}
