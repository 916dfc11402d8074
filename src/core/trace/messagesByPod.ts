import { groupedBy } from '../groupedBy';
import type { Pod } from '../api/types';
import type { Message, Trace } from './trace';

/** The messages of each pod, by `podKey`; pods that had one name after the other share theirs. */
export function messagesByPod({ messages }: Pick<Trace, 'messages'>): Map<string, Message[]> {
  return groupedBy(messages, ({ subject }) => `${subject?.namespace}/${subject?.pod}`);
}

export function podKey({ metadata }: Pod): string {
  return `${metadata?.namespace ?? 'default'}/${metadata?.name ?? ''}`;
}
