import type { Message, Outcome, Source } from '../../trace/trace';
import type { Interval } from './interval';
import type { Occurrence } from './eventSeries';

/** One call that was deduced, before it becomes a message. */
export interface ObservedCall {
  method: string;
  /** Left out for the kubelet's own. */
  protocol?: 'CNI';
  container?: string;
  /** Absent sides are not known. */
  start?: Interval;
  /** Absent where the call may still be under way. */
  end?: Interval;
  outcome: Outcome;
  source: Source;
  request?: unknown;
  response?: unknown;
  evidence: Message['evidence'];
}

export const succeeded: Outcome = { ok: true };

/** An error as the kubelet quotes it: gRPC's code where it is quoted, and the text behind. */
export function failedWith(text: string): Outcome {
  const [, code, rest] = /rpc error: code = (\w+) desc = (?:rpc error: code = \w+ desc = )?([\s\S]*)/.exec(text) ?? [];
  return { ok: false, code: code ?? 'Unknown', text: rest ?? text };
}

/** Events as evidence: what they say and when they said it. */
export function evidenceOf(...occurrences: readonly (Occurrence | undefined)[]): NonNullable<Message['evidence']> {
  return occurrences.flatMap((occurrence) => {
    if (!occurrence) return [];
    const { event, nth, at } = occurrence;
    const known = Number.isFinite(at.earliest) && Number.isFinite(at.latest);
    return {
      what: `event ${event.reason ?? 'without a reason'}${nth > 1 ? `, time ${nth}` : ''}`,
      ...(event.message && { text: event.message }),
      ...(known && { at: { at: (at.earliest + at.latest) / 2, precision: (at.latest - at.earliest) / 2 } }),
    };
  });
}
