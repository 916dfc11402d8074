import type { Moment } from '../trace/trace';

/** What a stretch of a start is about, with its name, in the order of a start; of a pod that is `it`. */
const names = {
  /** What a person applies that is no pod. */
  apply: 'Apply the manifest',
  /** What controllers do, and others that work for no one pod. */
  workload: 'Let the controllers work',
  create: 'Create the pod',
  schedule: 'Schedule it',
  volumes: 'Mount its volumes',
  sandbox: 'Make its sandbox',
  init: 'Start init container',
  sidecar: 'Start sidecar container',
  container: 'Start container',
  ephemeral: 'Start ephemeral container',
  ready: 'Become ready',
  run: 'Keep running',
  restart: 'Restart container',
  /** All of its containers are stopped, to be started anew. */
  stop: 'Stop its containers',
  end: 'End',
} as const;
export type PhaseKind = keyof typeof names;

/** The kinds of container that a phase starts. */
export type ContainerKind = Extract<PhaseKind, 'init' | 'sidecar' | 'container' | 'ephemeral'>;

/** A stretch of a start that is about one thing. A pod's phases follow one another, and each of its messages is in one. */
export interface Phase {
  /** Unique in the trace, and the same when the trace is made anew. */
  id: string;
  kind: PhaseKind;
  /** `Make its sandbox`, `Start container app`. */
  name: string;
  /** Absent where it is about no pod. */
  namespace?: string;
  pod?: string;
  container?: string;
  /** The ids of its messages, at least one, in the order of the trace. */
  messages: string[];
  /** Absent where nothing tells the moment. It lasts until the next phase of the pod begins. */
  start?: Moment;
  /** Of one about no pod, between whose calls others work: as long after the start as its calls take. */
  end?: Moment;
}

/** What a phase's name is made of. */
export interface PhaseFacts {
  kind: PhaseKind;
  container?: { name: string; kind: ContainerKind } | undefined;
  /** How often the same was tried, or the container restarted; counted from 1. */
  nth: number;
  /** The pod is deleted in it. */
  isDeletion: boolean;
}

/** The name of a phase: `Start init container migrate`, `Restart container app (2nd time)`. */
export function phaseName({ kind, container, nth, isDeletion }: PhaseFacts): string {
  if (kind === 'end' && isDeletion) return 'Delete the pod';
  const of = container ? ` ${container.name}` : '';
  const what = kind === 'restart' && container ? names[container.kind].replace('Start', 'Restart') : names[kind];
  const count = kind === 'restart' || !container ? 'time' : 'attempt';
  return `${what}${of}${nth > 1 ? ` (${ordinal(nth)} ${count})` : ''}`;
}

/** `1st`, `2nd`, `11th` */
function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? undefined : ['th', 'st', 'nd', 'rd'][n % 10];
  return `${n}${ending ?? 'th'}`;
}
