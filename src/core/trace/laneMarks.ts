import type { Pod } from '../api/types';
import { firstSeen, lastSeen, timesSeen } from './eventTimes';
import { labelText } from './labels';
import { requestLabel } from './messageLabel';
import { numberAt, textAt } from './payload';
import type { Message, Moment, Trace } from './trace';

/** What happened at a moment of a pod's start, beside what its time went to. */
export interface LaneMark {
  kind: 'event' | 'probe' | 'exit' | 'retry' | 'ready';
  at: Moment;
  /** The window in which it had to come: so many milliseconds before it and after it. */
  due?: { before: number; after: number };
  /** In words: `event Pulled: Container image "a" already present on machine`. */
  text: string;
  /** A warning, an attempt or a process that failed. */
  isBad: boolean;
  /** For how many it stands: of a series' marks the last has all, the others none. One where it is absent. */
  times?: number;
  /** The message that it is. */
  message?: string;
}

/** As many marks a series of repeats has at most: more could not be told apart. */
const mostOfSeries = 24;

/** As many marks a lane has at most, of each kind the last. */
const most = 150;

/** The pod's events, the attempts of its probes and the ends of its processes, in the order of time. */
export function laneMarks(trace: Trace, pod: Pod, messages: readonly Message[]): LaneMark[] {
  const all = [...eventMarks(trace, pod, messages), ...probeMarks(messages), ...exitMarks(messages)];
  return all.sort((a, b) => a.at.at - b.at.at);
}

function eventMarks({ view }: Trace, { metadata }: Pod, messages: readonly Message[]): LaneMark[] {
  const sent = new Map(
    messages.flatMap(({ id, method, request }) =>
      /\/events(?:\/|$)/.test(method) ? [[textAt(request, 'metadata', 'name'), id] as const] : [],
    ),
  );
  const own = view.events.filter(({ involvedObject: { uid, name, namespace } }) =>
    uid === undefined || uid === ''
      ? name === metadata?.name && namespace === metadata?.namespace
      : uid === metadata?.uid,
  );
  return own.slice(-most).flatMap((event): LaneMark[] => {
    const at = lastSeen(event);
    if (!at) return [];
    const times = timesSeen(event);
    const text = `event ${event.reason ?? ''}${times > 1 ? ` × ${times}` : ''}: ${event.message ?? ''}`;
    const message = sent.get(event.metadata.name);
    const mark = {
      kind: 'event',
      text,
      isBad: event.type === 'Warning',
      ...(message !== undefined && { message }),
    } as const;
    const moments = spread(firstSeen(event) ?? at, at, Math.min(times, mostOfSeries));
    return moments.map((moment, i) => ({
      ...mark,
      at: moment,
      ...(moments.length > 1 && { times: i === moments.length - 1 ? times : 0 }),
    }));
  });
}

/** So many moments over the span between two: of those between them no more is known than that they are. */
function spread(first: Moment, last: Moment, times: number): Moment[] {
  const span = last.at - first.at;
  if (times < 2 || span <= 0) return [last];
  const between = Array.from({ length: times - 2 }, (_, i): Moment => {
    const at = first.at + (span * (i + 1)) / (times - 1);
    return { at, precision: Math.max(at - first.at, last.at - at) };
  });
  return [first, ...between, last];
}

function probeMarks(messages: readonly Message[]): LaneMark[] {
  const attempts = messages.filter(({ protocol, because }) => protocol === 'probe' || because?.type === 'probe');
  return attempts.slice(-most).flatMap((message): LaneMark[] => {
    const at = message.end ?? message.start;
    const { id, outcome, because, subject, response, method, times = 1 } = message;
    if (!at) return [];
    const isBad = !outcome.ok || (numberAt(response, 'exit_code') ?? 0) !== 0;
    const kind = because?.type === 'probe' ? `${because.probe} probe` : method;
    return [
      {
        kind: 'probe',
        at,
        text: `${kind} of ${subject?.container ?? ''} ${isBad ? 'fails' : 'succeeds'}${times > 1 ? ` × ${times}` : ''}`,
        isBad,
        ...(times > 1 && { times }),
        message: id,
      },
    ];
  });
}

function exitMarks(messages: readonly Message[]): LaneMark[] {
  return messages
    .filter(({ protocol }) => protocol === 'process')
    .slice(-most)
    .flatMap((message): LaneMark[] => {
      const { id, start, outcome } = message;
      return start
        ? [{ kind: 'exit', at: start, text: labelText(requestLabel(message)), isBad: !outcome.ok, message: id }]
        : [];
    });
}
