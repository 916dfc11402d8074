import { spanOf, type Span } from '../trace/pathPart';
import type { Message, Moment } from '../trace/trace';

/** A call that takes longer or shorter, or that comes later or sooner after what its pod did before. */
export interface TimeDifference {
  type: 'time';
  what: 'duration' | 'wait';
  left: Span;
  right: Span;
}

/** A difference that is smaller is not worth a word, in milliseconds and as a share of the larger. */
const least = { milliseconds: 30, share: 0.1 };

/** Whether two spans differ by more than they are known to, and by more than chance. */
export function differInTime(a: Span, b: Span): boolean {
  const difference = Math.abs(a.milliseconds - b.milliseconds);
  const larger = Math.max(a.milliseconds, b.milliseconds);
  return difference > Math.max(a.precision + b.precision, least.milliseconds, larger * least.share);
}

/** How long a call took, or undefined where that is not known. */
export function durationOf({ start, end }: Message): Span | undefined {
  return start && end && spanOf({ start, end });
}

/** By message, how long its pod's other calls were all over before it began; of calls inside others nothing. */
export function waitsOf(messages: readonly Message[], laneOf: (message: Message) => string): Map<Message, Span> {
  const waits = new Map<Message, Span>();
  const latest = new Map<string, Moment>();
  for (const message of messages) {
    const { start, end, parent } = message;
    if (!start || parent !== undefined) continue;
    const lane = laneOf(message);
    const before = latest.get(lane);
    if (before) {
      const milliseconds = Math.max(0, start.at - before.at);
      waits.set(message, { milliseconds, precision: start.precision + before.precision });
    }
    const over = end ?? start;
    if (!before || over.at > before.at) latest.set(lane, over);
  }
  return waits;
}
