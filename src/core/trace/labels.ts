import type { Message } from './trace';

/** What stands on an arrow: the method, and in fewer words what it is about. */
export interface Label {
  method: string;
  detail?: string;
}

/** The text of a label, as the diagram's arrows and its search have it. */
export function labelText(label: Label): string {
  return label.detail ? `${label.method} ${label.detail}` : label.method;
}

/** How labels tell pods apart. */
export interface Labelled {
  /** The pod that is shown alone: its name is left out. */
  onlyPod?: string | undefined;
  /** Several pods are shown: each call says which it is for. */
  namesPods?: boolean;
}

/** Where the labels of messages come from: worked out (`ownLabels`), or sent to the page (`labelsIn`). */
export interface Labels {
  /** Of a message's call. */
  request: (message: Message, labelled?: Labelled) => Label;
  /** Of a message's answer, or undefined where the answer says nothing worth an arrow. */
  response: (message: Message) => Label | undefined;
}

/** A call's label with the pod that it is for; the path of an HTTP request says so itself. */
export function namingPod(label: Label, { protocol, subject }: Message): Label {
  if (protocol === 'HTTP' || !subject) return label;
  return { ...label, detail: label.detail ? `${label.detail} · ${subject.pod}` : `· ${subject.pod}` };
}
