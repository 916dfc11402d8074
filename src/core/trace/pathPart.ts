import type { Moment, Source } from './trace';

/** The parts that a start's time goes to, in the order of a start. */
export const pathKinds = {
  scheduling: 'scheduling',
  volumes: 'volumes',
  sandbox: 'sandbox and network',
  pullWait: 'waiting for other pulls',
  pull: 'image pull',
  create: 'creating',
  start: 'starting',
  hook: 'postStart hook',
  init: 'init container',
  sidecar: 'sidecar',
  probes: 'probes',
  gates: 'readiness gates',
  run: 'running',
  backOff: 'back-off',
  kubelet: 'kubelet',
  waiting: 'waiting',
} as const;
export type PathKind = keyof typeof pathKinds;

/** A stretch of a pod's start in which it waited for one thing. One begins where the one before ends. */
export interface PathPart {
  kind: PathKind;
  /** What the time went to, in words: `image of app pulled`. */
  label: string;
  container?: string;
  start: Moment;
  end: Moment;
  /** The ids of the messages that it is made of; empty for a wait between messages. */
  messages: string[];
  /** `inferred` where no message tells of it. */
  source: Source;
  /** It goes on where the trace ends: `of` is how long it takes in all, in milliseconds, where that is known. */
  open?: { of?: number };
}

/** A duration in milliseconds; the true one lies within ± `precision`. */
export interface Span {
  milliseconds: number;
  precision: number;
}

/** How long something took. */
export function spanOf({ start, end }: { start: Moment; end: Moment }): Span {
  return { milliseconds: end.at - start.at, precision: start.precision + end.precision };
}
