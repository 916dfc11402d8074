import { appendFileSync, writeFileSync } from 'node:fs';
import { asError } from '../../core/asError';
import { CommandError } from '../commandError';
import type { Flags } from '../commandLine';
import { junitXml, type TestCase } from './junit';
import { summaryMarkdown } from './summary';
import { spentText, tookText, verdictText, type PodVerdict, type Verdict } from './verdict';

/** Writes the files that a pipeline asked for. A summary is added to what its file has, as steps share one. @throws CommandError */
export function writeReports(verdict: Verdict, { junit, summary }: Flags): void {
  if (junit !== undefined) written(junit, () => writeFileSync(junit, junitOf(verdict)));
  if (summary !== undefined) written(summary, () => appendFileSync(summary, `${summaryMarkdown(verdict)}\n`));
}

/** The same for a start of which nothing is known, as the cluster could not be asked. @throws CommandError */
export function writeFailure(target: string, why: string, { junit, summary }: Flags): void {
  const cases = [{ name: `${target} starts`, className: 'pod-startup', failure: { message: why, lines: [] } }];
  if (junit !== undefined) written(junit, () => writeFileSync(junit, junitXml(target, 0, cases)));
  const verdict = { isPassed: false, target, where: why, watched: 0, rollouts: [], pods: [], causes: [] };
  if (summary !== undefined) written(summary, () => appendFileSync(summary, `${summaryMarkdown(verdict)}\n`));
}

function written(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new CommandError(`pod-startup: ${file} cannot be written: ${asError(error).message}`);
  }
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
