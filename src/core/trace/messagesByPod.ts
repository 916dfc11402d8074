import type { Pod } from '../api/types';
import type { Message, Trace } from './trace';

/** The messages of each pod, by `podKey`; pods that had one name after the other share theirs. */
export function messagesByPod({ messages }: Pick<Trace, 'messages'>): Map<string, Message[]> {
  const found = new Map<string, Message[]>();
  for (const message of messages) {
    const key = `${message.subject?.namespace}/${message.subject?.pod}`;
    const own = found.get(key);
    if (own) own.push(message);
    else found.set(key, [message]);
  }
  return found;
}

export function podKey({ metadata }: Pod): string {
  return `${metadata?.namespace ?? 'default'}/${metadata?.name ?? ''}`;
}
