/** In what way a start is another one in another release, the most important first, each with its heading. */
export const changeKinds = {
  refused: 'Refused',
  accepted: 'No longer refused',
  ending: 'Pods that end differently',
  call: 'Different calls to the runtime',
  field: 'Different fields of calls to the runtime',
  stored: 'Different fields and defaults of the stored pod',
  time: 'Other times',
  warning: 'Other warnings',
  event: 'Other events',
  status: 'Different wording of the status',
} as const;

export type ChangeKind = keyof typeof changeKinds;

/** One difference in another release. */
export interface Change {
  kind: ChangeKind;
  /** What it is about: `CreateContainer app config.image`, `spec.containers[app].ports`, `Created, container app`. */
  what: string;
  /** What either release has; absent where it has nothing. */
  before?: unknown;
  after?: unknown;
}

/** The same text for the same change. */
export function keyOfChange({ kind, what, before, after }: Change): string {
  return JSON.stringify([kind, what, before ?? null, after ?? null]);
}

/** A change of which a side may be missing. */
export function changeOf(kind: ChangeKind, what: string, before: unknown, after: unknown): Change {
  return { kind, what, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
