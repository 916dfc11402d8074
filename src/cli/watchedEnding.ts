import { comparisonLines } from '../core/comparison/comparisonLines';
import { isCommand, kubectl as suggested } from '../core/diagnosis/facts/suggestedCommand';
import { formatDuration } from '../core/formatDuration';
import { pathLines } from '../core/story/pathLines';
import type { Trace } from '../core/trace/trace';
import type { ExpectedStarts } from '../kubectl/session/expectedStarts';
import type { WatchedSession } from '../kubectl/session/watchedSession';
import { waitingText } from './gatesText';

/** Why there is no story, and what to do. */
export function nothingSeen(
  what: string,
  context: string,
  isAnswered: boolean,
  isInTime: boolean,
  seconds: number,
): string {
  if (!isInTime) return `it was interrupted before ${isAnswered ? `there was ${what}` : 'kubectl gave an answer'}`;
  if (isAnswered)
    return `there was no ${what.replace(/^a /, '')} within ${seconds} s: check its name, or wait longer with --timeout`;
  const check = suggested`get pods --context=${context}`;
  const next = isCommand(check) ? ` Try ${check}` : '';
  return `kubectl gave no answer within ${seconds} s: is the cluster of context ${context} reachable?${next}`;
}

/** What differs from the simulation of the manifest that was applied, a line each. */
export function comparison(trace: Trace, expected: ExpectedStarts, session: WatchedSession): string {
  const simulated = expected.now(session, session.pods);
  if (!simulated) return 'nothing is compared: there is no simulated start of the applied objects';
  return comparisonLines(trace, simulated).join('\n');
}

/**
 * What is printed at the end of a watched start: where the time went, how the pods of a workload compare, what differs from
 * the simulation, what the containers wait for, the causes that were not told yet, and how the pods stand.
 */
export function ending(
  trace: Trace,
  causes: string,
  [workloads, compared]: readonly [string, string | undefined],
  isSilent: boolean,
): string {
  const path = pathLines(trace);
  const waiting = waitingText(trace);
  const sections = [
    `${trace.title} · observed`,
    ...(isSilent ? [`the cluster sent nothing after ${formatDuration(trace.end - trace.start)}`] : []),
    ...(path.length > 0 ? [path.join('\n')] : []),
    ...(workloads === '' ? [] : [workloads]),
    ...(path.length > 0 && compared !== undefined ? [compared] : []),
    ...(waiting === '' ? [] : [waiting.trimEnd()]),
    ...(causes === '' ? [] : [causes.trimEnd()]),
    `$ kubectl get pods -o wide\n${trace.table || 'No resources found.\n'}`,
  ];
  return `\n${sections.join('\n\n')}`;
}
