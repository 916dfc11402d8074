import { entryOf } from '../entryOf';
import { namingPod, type Label, type Labels } from './labels';

/** The labels of one message, as the page gets them. */
export interface SentLabels {
  request: Label;
  /** The call's label where that pod is shown alone, by its name. */
  ofPod?: Readonly<Record<string, Label>>;
  response?: Label;
}

/** Labels that were sent, by the messages' ids. A message of which none were sent has its method alone. */
export function labelsIn(sent: Readonly<Record<string, SentLabels>>): Labels {
  const all = new Map(Object.entries(sent));
  return {
    request: (message, { onlyPod, namesPods } = {}) => {
      const { request = { method: message.method }, ofPod } = all.get(message.id) ?? {};
      return entryOf(ofPod, onlyPod) ?? (namesPods ? namingPod(request, message) : request);
    },
    response: ({ id }) => all.get(id)?.response,
  };
}
