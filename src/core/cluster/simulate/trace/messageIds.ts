import type { Message } from '../../../trace/trace';

/** Ids that say what a message is: the same call keeps its id when the trace is made anew. */
export class MessageIds {
  readonly #counts = new Map<string, number>();

  /** The id of the next message of its kind, in the order of time. */
  next({ protocol, method, subject }: Pick<Message, 'protocol' | 'method' | 'subject'>): string {
    const key = [protocol, plain(method), subject?.pod ?? '', subject?.container ?? ''].join('|');
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return `${key}|${count}`;
  }
}

/** The method without what is made up in its path: the suffixes of generated names, and the times in those of events. */
function plain(method: string): string {
  return method
    .split('/')
    .map((step) => (/^[a-z0-9-]+-[a-z0-9]{5,10}$|^.+\.[0-9a-f]{14,16}$/.test(step) ? '…' : step))
    .join('/');
}
