import { timeOf as timeAsked } from '../core/circumstances/whatIf/amounts';
import { allGatesAt, waitingAtEnd, type GatesAt } from '../core/moment/gatesAt';
import { gateLines, podSentence, waitSentence } from '../core/moment/gateText';
import { onOneLine } from '../core/onOneLine';
import { podTable } from '../core/trace/podTable';
import { timeOf } from '../core/trace/timeOf';
import type { Trace } from '../core/trace/trace';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { shownValue } from './shownValue';

/** How many pods are listed at most. */
const mostPods = 10;

/** The moment that is asked for, in milliseconds since the epoch, counted from the start; undefined where none is. */
export function momentAsked({ at }: Flags, { start }: Trace): number | undefined {
  if (at === undefined) return undefined;
  const time = timeAsked(at);
  if (time === undefined)
    throw new CommandError(
      `--at is a time from the start, of at most a day, such as 12s or 1m30s, not ${shownValue(at)}`,
      2,
    );
  return start + time;
}

/** A start at a moment: what kubectl would print then, what each pod waits for, and its gates. */
export function momentText(trace: Trace, at: number): string {
  const all = allGatesAt(trace, at);
  const title = onOneLine(`${trace.title} · ${trace.source} · at ${timeOf({ at, precision: 0 }, trace.start)}`);
  if (all.length === 0) return [`${title}\n`, 'There is no pod yet.', ...refusals(trace, at), ''].join('\n');
  const pods = all.flatMap(({ now, isDeleted }) => (isDeleted ? [] : [now]));
  const table = podTable(pods, { wide: true, now: at }) || 'No resources found.\n';
  return [title, `$ kubectl get pods -o wide\n${table.trimEnd()}`, ...podTexts(all, trace)].join('\n\n').concat('\n');
}

/** Why there is no pod, where the API server refused to make one by then. */
function refusals({ messages }: Trace, at: number): string[] {
  const texts = messages.flatMap(({ to, method, outcome, start, end }) =>
    to === 'apiserver' && method.startsWith('POST') && !outcome.ok && ((end ?? start)?.at ?? 0) <= at
      ? [onOneLine(`refused: ${outcome.text}`)]
      : [],
  );
  return [...new Set(texts)].slice(0, mostPods);
}

/** What the pods wait for that are not ready where a trace ends, each with its gates; '' where there is none. */
export function waitingText(trace: Trace): string {
  const waiting = waitingAtEnd(trace);
  return waiting.length === 0 ? '' : `${podTexts(waiting, trace).join('\n\n')}\n`;
}

/** A pod's sentence, those of its containers where there are several, and its gates. */
function podTexts(all: readonly GatesAt[], { start }: Trace): string[] {
  const left = all.length - mostPods;
  return [
    ...all.slice(0, mostPods).map((gates) => {
      const own = gates.containers.length > 1 ? gates.containers : [];
      const lines = [
        podSentence(gates, start),
        ...own.map((one) => `  ${one.name} ${waitSentence(one, gates, start)}`),
        ...gateLines(gates, start),
      ];
      return lines.map((line) => onOneLine(line)).join('\n');
    }),
    ...(left > 0 ? [`and ${left} more pods`] : []),
  ];
}
