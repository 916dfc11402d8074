import type { Message } from '../trace/trace';

/** A message's call or its answer, at its place in the diagram. */
export interface Leg {
  message: Message;
  kind: 'request' | 'response';
  /** When it is drawn, in milliseconds since the epoch; before all else where nothing tells. */
  at: number;
}

/**
 * The calls and answers of messages in the order in which a diagram draws them: by time, where calls
 * that happened inside another stay inside it even where their known times are too coarse to say so,
 * and messages without a time keep their place in the trace.
 */
export function legs(messages: readonly Message[]): Leg[] {
  const known = new Set(messages.map((message) => message.id));
  const children = new Map<string, Message[]>();
  const roots: Message[] = [];
  for (const message of messages) {
    if (message.parent === undefined || !known.has(message.parent)) roots.push(message);
    else children.set(message.parent, [...(children.get(message.parent) ?? []), message]);
  }

  const result: Leg[] = [];
  const place = (message: Message, earliest: number, latest: number, previous: number): number => {
    const start = clamp(message.start?.at ?? message.end?.at ?? previous, earliest, latest);
    const end = clamp(message.end?.at ?? start, start, latest);
    result.push({ message, kind: 'request', at: start });
    let last = start;
    for (const child of children.get(message.id) ?? []) last = place(child, start, end, last);
    result.push({ message, kind: 'response', at: end });
    return end;
  };
  let last = Number.NEGATIVE_INFINITY;
  for (const root of roots) last = place(root, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, last);

  return result.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
