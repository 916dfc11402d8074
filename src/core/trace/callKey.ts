import { labelText, requestLabel, responseLabel } from './messageLabel';
import type { Message } from './trace';

const keys = new WeakMap<Message, string>();

/** The same for two messages that are the same call with the same kind of answer, so that the second is no news after the first. */
export function callKey(message: Message): string {
  let key = keys.get(message);
  if (key === undefined) keys.set(message, (key = keyOf(message)));
  return key;
}

function keyOf(message: Message): string {
  const { from, to, caller, source, subject, outcome } = message;
  return JSON.stringify([
    from,
    to,
    caller,
    source,
    subject?.pod,
    labelText(requestLabel(message)),
    responseLabel(message)?.method,
    outcome.ok,
  ]);
}
