import { fnv1a } from '../go/fnv1a';
import type { Trace } from '../trace/trace';

/** The ids of a trace's spans: of the same trace always the same, of another one others. */
export class SpanIds {
  readonly traceId: string;

  constructor({ title, start, end, messages }: Pick<Trace, 'title' | 'start' | 'end' | 'messages'>) {
    const times = messages.map((message) => [message.id, message.start?.at, message.end?.at]);
    this.traceId = digits(JSON.stringify([title, start, end, times]), 4);
  }

  /** The id of the span that is called so here. */
  of(name: string): string {
    return digits(`${this.traceId} ${name}`, 2);
  }
}

/** Eight hexadecimal digits for each of so many hashes; all zeros are no id, which no such hash is made of in practice. */
function digits(text: string, hashes: number): string {
  return Array.from({ length: hashes }, (_, nth) => fnv1a(`${nth} ${text}`).toString(16).padStart(8, '0')).join('');
}
