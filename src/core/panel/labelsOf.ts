import { requestLabel, responseLabel } from '../trace/messageLabel';
import { textAt } from '../trace/payload';
import type { Label } from '../trace/labels';
import type { SentLabels } from '../trace/sentLabels';
import type { Message, Trace } from '../trace/trace';

/** The labels of all messages of a trace, by their ids, so that the page need not work them out. */
export function labelsOf({ messages }: Trace): Record<string, SentLabels> {
  return Object.fromEntries(messages.map((message) => [message.id, ofMessage(message)]));
}

function ofMessage(message: Message): SentLabels {
  const request = requestLabel(message);
  const response = responseLabel(message);
  const ofPod: [string, Label][] = podsIn(message).map((pod) => [pod, requestLabel(message, { onlyPod: pod })]);
  return {
    request,
    ...(ofPod.length > 0 && { ofPod: Object.fromEntries(ofPod) }),
    ...(response && { response }),
  };
}

/** The pods whose names are left out of a label where they are shown alone: what is about no pod may name one. */
function podsIn({ protocol, subject, method, request }: Message): string[] {
  if (protocol !== 'HTTP') return [];
  if (subject) return [subject.pod];
  const names = [/\/pods\/([^/?]+)/.exec(method)?.[1], textAt(request, 'involvedObject', 'name')];
  return [...new Set(names.filter((name) => name !== undefined))];
}
