import { onOneLine } from '../onOneLine';
import { formatSpan } from '../trace/formatSpan';
import type { Span } from '../trace/pathPart';
import type { WorkloadGroup } from './groups';
import { sharedText } from './sharedText';
import type { SlowestPod, WorkloadReport } from './workloadReport';
import { fewSpans } from './quantiles';

/** What a report says in a line: `12 pods of Deployment web: Ready in 3.1 s (median), …`. */
export function workloadSummary({ kind, name, pods, whole }: WorkloadReport): string {
  const who = `${pods} pods of ${kind} ${name}`;
  if (!whole) return onOneLine(`${who}: no start is counted yet`);
  const { count, median, p90, max } = whole;
  const times = [
    ...(count > 1 ? [`${formatSpan(median)} (median)`] : []),
    ...(p90 ? [`${formatSpan(p90)} (90 %)`] : []),
    `${formatSpan(max)} (${count > 1 ? 'slowest' : 'the only one'})`,
  ];
  return onOneLine(`${who}: ${whole.name} in ${times.join(', ')}`);
}

/** The quantiles of each phase as a table in words; columns that nothing is in are left out. */
export function phaseTable({ whole, phases }: WorkloadReport): { heads: string[]; rows: string[][] } {
  if (!whole || whole.count < 2) return { heads: [], rows: [] };
  const told = phases.filter(({ max }) => max.milliseconds >= 1);
  const hasP90 = told.some(({ p90 }) => p90);
  return {
    heads: ['phase', 'median', ...(hasP90 ? ['90 %'] : []), 'slowest', 'pods'],
    rows: told.map(({ name, median, p90, max, count }) => [
      name,
      formatSpan(median),
      ...(hasP90 ? [p90 ? formatSpan(p90) : ''] : []),
      formatSpan(max),
      String(count),
    ]),
  };
}

/** What is to be said beside the table: the slowest pod, what slow ones share, who is not counted; a line each. */
export function workloadNotes({ whole, slowest, shared, uncounted }: WorkloadReport): string[] {
  return [
    ...(slowest ? [slowestText(slowest)] : []),
    ...shared.flatMap(sharedText),
    ...uncounted.map(({ why, pods }) => `not counted: ${pods} (${why})`),
    ...(whole && whole.count > 1 && whole.count < fewSpans
      ? [`few pods: with fewer than ${fewSpans} there is no 90th percentile`]
      : []),
  ].map((line) => onOneLine(line));
}

/** A report as the terminal prints it. */
export function workloadLines(report: WorkloadReport): string[] {
  const notes = workloadNotes(report).map((line) => `  ${line}`);
  return [workloadSummary(report), ...phaseLines(report), ...notes, ...groupLines(report)];
}

/** The table of the phases in lines; empty without phases. */
export function phaseLines(report: WorkloadReport): string[] {
  const { heads, rows } = phaseTable(report);
  return tableLines(rows.length > 0 ? [heads, ...rows] : []);
}

/** What each group's starts take, a line each under a heading. */
export function groupLines({ groups: told }: WorkloadReport): string[] {
  if (!told || told.each.length === 0) return [];
  const { by, each: groups } = told;
  if (groups.every(({ value }) => value === '')) {
    const what = by === 'zone' ? ': the nodes say so (kubectl get nodes -o json)' : '';
    return [`  by ${by}: nothing in the input says so${what}`];
  }
  const hasP90 = groups.some(({ whole }) => whole.p90);
  const rows = groups.map(({ value, whole: { count, median, p90, max }, phases }) => [
    value === '' ? '(not told)' : value,
    String(count),
    formatSpan(median),
    ...(hasP90 ? [p90 ? formatSpan(p90) : ''] : []),
    formatSpan(max),
    largest(phases, count),
  ]);
  const heads = [by, 'pods', 'median', ...(hasP90 ? ['90 %'] : []), 'slowest', 'largest phases (median)'];
  return tableLines([heads, ...rows], true);
}

/** How many phases of a group are listed, the longest first. */
const mostPhases = 3;

function largest(phases: WorkloadGroup['phases'], count: number): string {
  return [...phases]
    .sort((a, b) => b.median.milliseconds * b.pods - a.median.milliseconds * a.pods)
    .slice(0, mostPhases)
    .map(({ name, median, pods }) => `${name} ${formatSpan(median)}${pods < count ? ` of ${pods}` : ''}`)
    .join(', ');
}

function slowestText({ slowest, middle, whole, phases }: SlowestPod): string {
  const span = (one: Span): string => (one.milliseconds === 0 ? 'none' : formatSpan(one));
  const pair = ([a, b]: SlowestPod['whole']): string => `${span(a)} against ${span(b)}`;
  const told = phases.map(({ name, spans }) => `${name} ${pair(spans)}`);
  const where = told.length > 0 ? told.join('; ') : 'in no phase by more than the precision of the times';
  return `the slowest, ${slowest}, beside the middle one, ${middle}: ${pair(whole)}: ${where}`;
}

/** Columns under their heads: names and words to the left, amounts to the right. */
function tableLines(rows: readonly (readonly string[])[], lastIsWords = false): string[] {
  const flat = rows.map((cells) => cells.map((cell) => onOneLine(cell)));
  const last = (flat[0]?.length ?? 0) - 1;
  const widths = (flat[0] ?? []).map((_, at) => flat.reduce((most, cells) => Math.max(most, cells[at]!.length), 0));
  const isWords = (at: number): boolean => at === 0 || (lastIsWords && at === last);
  return flat.map((cells) => {
    const padded = cells.map((cell, at) => (isWords(at) ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)));
    return `  ${padded.join('  ').trimEnd()}`;
  });
}
