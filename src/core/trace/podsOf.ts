import type { Trace } from './trace';

/** The names of the pods that a trace's messages are about, in the order of their first message. */
export function podsOf(trace: Trace): string[] {
  return [...new Set(trace.messages.flatMap((message) => (message.subject ? [message.subject.pod] : [])))];
}
