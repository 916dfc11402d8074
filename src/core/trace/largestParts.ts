import type { PathPart } from './pathPart';
import { spanOf, type Span } from './pathPart';

/** Parts of a path that are alike, together. */
export interface PartSum extends Span {
  kind: PathPart['kind'];
  label: string;
  container?: string;
  /** Of the whole, 0 to 1. */
  share: number;
  /** The ids of their messages. */
  messages: string[];
  parts: number;
}

/** What the time went to, the largest first; parts of the same label are one. */
export function largestParts(parts: readonly PathPart[]): PartSum[] {
  const sums = new Map<string, PartSum>();
  let whole = 0;
  for (const part of parts) {
    const { kind, label, container, messages } = part;
    const { milliseconds, precision } = spanOf(part);
    whole += milliseconds;
    const sum = sums.get(label);
    if (sum) {
      sum.milliseconds += milliseconds;
      sum.precision += precision;
      for (const message of messages) sum.messages.push(message);
      sum.parts++;
    } else {
      sums.set(label, {
        kind,
        label,
        ...(container && { container }),
        milliseconds,
        precision,
        share: 0,
        messages: [...messages],
        parts: 1,
      });
    }
  }
  return [...sums.values()]
    .map((sum) => ({ ...sum, share: whole > 0 ? sum.milliseconds / whole : 0 }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}
