import type { Message } from '../../trace/trace';

/** Says of each call to the CNI plugins inside which RunPodSandbox of its pod it was made. */
export function nested(messages: readonly Message[]): Message[] {
  return messages.map((message) => {
    if (message.protocol !== 'CNI') return message;
    const at = message.start?.at ?? 0;
    const parent = messages
      .filter(
        ({ method, subject, start }) =>
          method === 'RunPodSandbox' &&
          subject?.namespace === message.subject?.namespace &&
          subject?.pod === message.subject?.pod &&
          (start ? start.at - start.precision : Infinity) <= at,
      )
      .at(-1);
    return parent ? { ...message, parent: parent.id } : message;
  });
}
