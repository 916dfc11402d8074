import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asError } from '../../core/asError';
import { CommandError } from '../commandError';
import type { Flags } from '../commandLine';
import { warn } from '../print';
import { junitXml, type TestCase } from './junit';
import { summaryMarkdown } from './summary';
import { spentText, standingLines, tookText, verdictText, type PodVerdict, type Verdict } from './verdict';

/** Makes the folders of reports, before anything is watched. Throws CommandError. */
export function makeReportFolders(files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file === undefined) continue;
    try {
      mkdirSync(dirname(file), { recursive: true });
    } catch (error) {
      throw new CommandError(notWritten(file, error));
    }
  }
}

/**
 * Writes the files that a pipeline asked for. A summary is added to what its file has, as steps share one. A file that cannot be
 * written is told on standard error; says whether all were.
 */
export function areReportsWritten(verdict: Verdict, { junit, summary }: Flags): boolean {
  const isJunit = isWritten(junit, (file) => writeFileSync(file, junitOf(verdict)));
  return isWritten(summary, (file) => appendFileSync(file, `${summaryMarkdown(verdict)}\n`)) && isJunit;
}

/** The same for a start of which nothing is known, as the cluster could not be asked. */
export function writeFailure(target: string, why: string, { junit, summary }: Flags): void {
  const cases = [{ name: `${target} starts`, className: 'pod-startup', failure: { message: why, lines: [] } }];
  isWritten(junit, (file) => writeFileSync(file, junitXml(target, 0, cases)));
  const verdict = {
    isPassed: false,
    target,
    where: why,
    watched: 0,
    rollouts: [],
    pods: [],
    missing: [],
    causes: [],
    otherCauses: [],
  };
  isWritten(summary, (file) => appendFileSync(file, `${summaryMarkdown(verdict)}\n`));
}

function isWritten(file: string | undefined, write: (file: string) => void): boolean {
  try {
    if (file !== undefined) write(file);
    return true;
  } catch (error) {
    warn(`${notWritten(file ?? '', error)}\n`);
    return false;
  }
}

function notWritten(file: string, error: unknown): string {
  return `pod-startup: ${file} cannot be written: ${asError(error).message}`;
}

export function junitOf(verdict: Verdict): string {
  const { pods, where, watched, target } = verdict;
  const cases = pods.flatMap((pod) => casesOf(pod, verdict));
  return junitXml(target, watched / 1000, [
    ...cases,
    ...wholeCase(verdict, cases).map((one) => ({ ...one, className: where })),
  ]);
}

/** The whole as a case of its own, where no pod's case tells how it ended, or what kept it is nothing of a pod. */
function wholeCase(verdict: Verdict, cases: readonly TestCase[]): Omit<TestCase, 'className'>[] {
  const { target, isPassed, isLost, otherCauses } = verdict;
  // A pod that was asked for by its name has a case of this name.
  const own = `${target} starts`;
  const name = cases.some((one) => one.name === own) ? `${target} as a whole starts` : own;
  if (isPassed) return cases.length === 0 ? [{ name }] : [];
  if (!isLost && otherCauses.length === 0 && cases.some(({ failure }) => failure)) return [];
  return [
    { name, failure: { message: [verdictText(verdict), ...standingLines(verdict)].join('; '), lines: otherCauses } },
  ];
}

function casesOf(verdict: PodVerdict, { where: className, isPassed }: Verdict): TestCase[] {
  const { start, isStarted, spent, causes } = verdict;
  const { pod, whole } = start;
  const time = whole.milliseconds / 1000;
  // A Job may be complete though some of its pods failed.
  const failure = isStarted || isPassed ? undefined : { message: tookText(verdict), lines: causes };
  return [
    { name: `${pod} starts`, className, time, ...(failure && { failure }) },
    ...spent.map((one) => ({
      name: `${pod}: ${one.budget.name} in its budget`,
      className,
      ...(one.span && { time: one.span.milliseconds / 1000 }),
      ...(one.state === 'over' && { failure: { message: spentText(one), lines: [] } }),
    })),
  ];
}
