import { labelText, requestLabel, responseLabel } from './messageLabel';
import type { Message } from './trace';

/** Whether two messages are the same call with the same kind of answer, so that the second is no news after the first. */
export function isSameCall(a: Message, b: Message): boolean {
  return (
    a === b ||
    (a.from === b.from &&
      a.to === b.to &&
      a.caller === b.caller &&
      a.source === b.source &&
      a.subject?.pod === b.subject?.pod &&
      labelText(requestLabel(a)) === labelText(requestLabel(b)) &&
      responseLabel(a)?.method === responseLabel(b)?.method &&
      a.outcome.ok === b.outcome.ok)
  );
}
