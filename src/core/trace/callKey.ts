import { labelText, type Labels } from './labels';
import type { Message } from './trace';

const keys = new WeakMap<Labels, WeakMap<Message, string>>();

/** The same for two messages that are the same call with the same kind of answer, so that the second is no news after the first. */
export function callKey(message: Message, labels: Labels): string {
  let known = keys.get(labels);
  if (!known) keys.set(labels, (known = new WeakMap()));
  let key = known.get(message);
  if (key === undefined) known.set(message, (key = keyOf(message, labels)));
  return key;
}

function keyOf(message: Message, labels: Labels): string {
  const { from, to, caller, source, subject, outcome } = message;
  return JSON.stringify([
    from,
    to,
    caller,
    source,
    subject?.pod,
    labelText(labels.request(message)),
    labels.response(message)?.method,
    outcome.ok,
  ]);
}
