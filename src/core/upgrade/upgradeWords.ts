import { unservedVersion } from '../api/unservedVersion';
import { entryOf } from '../entryOf';
import { formatDuration } from '../formatDuration';
import type { KubernetesVersion } from '../release/kubernetesRelease';
import { rowTold, type ToldRow } from '../release/rowTold';
import { code, prose, words, type Runs } from '../textRuns';
import { shorten } from '../shorten';
import type { ChangeKind } from './change';
import type { ChangeGroup, GroupedChange, UpgradeReport } from './upgradeReport';

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

const parts: readonly (readonly [heading: string, kinds: readonly ChangeKind[]])[] = [
  ['Refused or accepted', ['refused', 'accepted']],
  ['What runs otherwise', ['ending', 'call', 'field', 'stored']],
  ['Times', ['time']],
  ['Warnings', ['warning']],
  ['Events', ['event']],
  ['Status', ['status']],
];

/** So much of a cause is told in words; what is over is counted. */
const most = { lines: 6, objects: 3, letters: 160 };

/** `From Kubernetes 1.32 to 1.37: something changes in 3 of 5 starts, in 2 nothing does.` */
export function upgradeSummary({ from, to, groups, starts, unchanged }: UpgradeReport): string {
  const releases = `From Kubernetes ${from} to ${to}`;
  const count = starts === 1 ? '1 start' : `${starts} starts`;
  if (groups.length === 0) return `${releases} nothing changes in ${starts === 0 ? 'what is there' : count}.`;
  if (starts === 0) return `${releases} the API server answers otherwise.`;
  if (unchanged === 0) return `${releases} something changes in ${starts === 1 ? 'the start' : `each of ${count}`}.`;
  if (unchanged === starts) return `${releases} nothing changes in ${count}; other objects are answered otherwise.`;
  return `${releases} something changes in ${starts - unchanged} of ${count}; in ${unchanged} nothing does.`;
}

export function upgradeParts(report: UpgradeReport): UpgradePart[] {
  return parts.flatMap(([heading, kinds]) => {
    const own = report.groups.filter(({ changes }) => kinds.includes(changes[0]!.kind));
    return own.length === 0 ? [] : [{ heading, causes: own.map((group) => causeOf(group, report)) }];
  });
}

/** `Since 1.35: The events …`; what no rule explains says so. */
export function ruleText({ since, means }: ToldRow): string {
  return `${since === undefined ? '' : `Since ${since}: `}${means}`;
}

export const unexplained =
  'No difference of the two releases that is known makes this: that is a mistake of this report.';

function causeOf({ rows, changes }: ChangeGroup, { from, to }: UpgradeReport): UpgradeCause {
  const byObjects = new Map<string, GroupedChange[]>();
  for (const change of folded(changes)) {
    const objects = listed(change.objects);
    const known = byObjects.get(objects);
    if (known) known.push(change);
    else byObjects.set(objects, [change]);
  }
  return {
    rules: rows.map((row) => rowTold(row, from, to)),
    changes: [...byObjects].map(([objects, own]) => ({
      objects,
      lines: own
        .slice(0, own.length === most.lines + 1 ? own.length : most.lines)
        .map((change) => [...lineOf(change), ...insteadOf(change, to)]),
      more: own.length <= most.lines + 1 ? 0 : own.length - most.lines,
    })),
  };
}

/** The same change of several entries of a list is told once, of `status.conditions[…].observedGeneration`. */
function folded(changes: readonly GroupedChange[]): GroupedChange[] {
  const found = new Map<string, GroupedChange>();
  for (const change of changes) {
    const { kind, what, before, after, objects } = change;
    const general = what.replace(/\[[^\][]*\]/g, '[…]');
    const key = JSON.stringify([kind, general, before ?? null, after ?? null, objects]);
    found.set(key, found.has(key) ? { ...change, what: general } : change);
  }
  return [...found.values()];
}

/** `Refused by both: CronJob hello and Pod web`; undefined where nothing is. */
export function refusedText({ refused }: UpgradeReport): string | undefined {
  return refused.length === 0 ? undefined : `Refused by both: ${listed(refused)}`;
}

function listed(objects: readonly string[]): string {
  const more = objects.length - most.objects;
  if (more > 1) return `${objects.slice(0, most.objects).join(', ')} and ${more} more`;
  return objects.length === 1 ? objects[0]! : `${objects.slice(0, -1).join(', ')} and ${objects.at(-1)}`;
}

const steps: Readonly<Record<string, string>> = {
  PodScheduled: 'the pod is scheduled',
  PodReadyToStartContainers: 'the condition PodReadyToStartContainers is true',
  Initialized: 'the pod is initialized',
  Ready: 'the pod is ready',
  Succeeded: 'the pod has succeeded',
  Failed: 'the pod has failed',
};

/** An event's words and a call's number differ with names alone; of other changes this is one of several. */
function lineOf(change: GroupedChange): Runs {
  const isOne = !change.varies || change.kind === 'event' || change.kind === 'call';
  return isOne ? changeWords(change) : [...changeWords(change), ', for example'];
}

function changeWords(change: GroupedChange): Runs {
  const { kind, what, before, after } = change;
  switch (kind) {
    case 'refused':
      return before === undefined
        ? words`is refused: ${said(after)}`
        : words`is refused in other words: ${said(before)} → ${said(after)}`;
    case 'accepted':
      return words`is accepted${typeof after === 'string' ? `, but ${after}` : ''}; before, it is refused: ${said(before)}`;
    case 'ending':
      return words`${what === 'pod' ? 'the pod ends otherwise' : what}: ${said(before)} → ${said(after)}`;
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
      return words`${entryOf(steps, what) ?? what} after ${time(before)} → ${time(after)}`;
    case 'warning':
      return after === undefined ? words`no longer warned: ${said(before)}` : words`a warning: ${said(after)}`;
    case 'event':
      if (before === undefined) return words`an event more, ${what}: ${said(after)}`;
      if (after === undefined) return words`no event ${what} any more: ${said(before)}`;
      return words`event ${what}: ${said(before)} → ${said(after)}`;
  }
}

/** Of a kind or version that is not served: since when, and what to write. */
function insteadOf({ kind, after }: GroupedChange, to: KubernetesVersion): Runs {
  const message = kind === 'refused' && typeof after === 'string' ? after : '';
  const [, named = '', version = ''] = /^no matches for kind "([^"]*)" in version "([^"]*)"$/.exec(message) ?? [];
  const unserved = unservedVersion(named, version, to);
  if (!unserved) return [];
  return words`${unserved.why === undefined ? '' : `, ${unserved.why}`}: ${prose(unserved.next)}`;
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
