import { actors, type Message } from '../../core/trace/trace';
import { labelText } from '../../core/trace/labels';
import { labels } from './store';

const known = new WeakMap<Message, string>();

/**
 * All that a search finds a message by, in small letters: what its arrows say, whom it is about, and the names and values
 * of all fields of its request and its answer, each on a line of its own.
 */
export function searchedText(message: Message): string {
  let text = known.get(message);
  if (text === undefined) {
    const { from, to, node, caller, method, subject, outcome, request, response } = message;
    const answer = labels.peek().response(message);
    const lines = [labelText(labels.peek().request(message)), method, actors[from], actors[to]];
    lines.push(
      ...[node, caller, subject?.namespace, subject?.pod, subject?.container].filter((one) => one !== undefined),
    );
    if (answer) lines.push(labelText(answer));
    if (!outcome.ok) lines.push(outcome.code, outcome.text);
    addFields(request, lines);
    addFields(response, lines);
    text = lines.join('\n').toLowerCase();
    known.set(message, text);
  }
  return text;
}

/** The names and values below a value. */
function addFields(value: unknown, lines: string[]): void {
  if (Array.isArray(value)) for (const one of value) addFields(one, lines);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) {
      lines.push(key);
      addFields(one, lines);
    }
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    lines.push(String(value));
}
