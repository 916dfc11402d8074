import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asError } from '../../core/asError';
import { CommandError } from '../commandError';
import type { Flags } from '../commandLine';
import { warn } from '../print';
import { junitXml, type TestCase } from './junit';
import { summaryMarkdown } from './summary';
import { spentText, tookText, verdictText, type PodVerdict, type Verdict } from './verdict';

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
  const verdict = { isPassed: false, target, where: why, watched: 0, rollouts: [], pods: [], causes: [] };
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

function junitOf(verdict: Verdict): string {
  const { pods, where, causes, watched, isPassed, target } = verdict;
  const cases = pods.flatMap((pod) => casesOf(pod, where));
  const isTold = cases.some(({ failure }) => failure);
  const whole: TestCase[] =
    isPassed || isTold ? [] : [{ name: `${target} starts`, className: where, failure: { message: verdictText(verdict), lines: causes } }]; // prettier-ignore
  return junitXml(target, watched / 1000, [...cases, ...whole]);
}

function casesOf({ start, isStarted, spent, causes }: PodVerdict, className: string): TestCase[] {
  const { pod, whole } = start;
  const time = whole.milliseconds / 1000;
  const failure = isStarted ? undefined : { message: tookText(start), lines: causes };
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
