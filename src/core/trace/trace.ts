import type { ApiView } from '../api/view';
import type { Assumption, AskingPlace } from './assumption';
import type { Because } from './because';

import type { Level } from './level';

/**
 * How a fact is known: computed by the simulator; seen in a cluster; or deduced from what was seen.
 */
export type Source = 'simulated' | 'observed' | 'inferred';

/** A moment in milliseconds since the epoch; the true one lies within ± `precision` milliseconds. */
export interface Moment {
  at: number;
  precision: number;
}

/** The components of a start, in the order in which a diagram shows them. */
export const actors = {
  kubectl: 'kubectl',
  apiserver: 'API server',
  controller: 'controller manager',
  scheduler: 'scheduler',
  kubelet: 'kubelet',
  runtimeService: 'RuntimeService',
  imageService: 'ImageService',
  cni: 'CNI plugin',
  registry: 'registry',
  oci: 'OCI runtime',
  container: 'container',
} as const;
export type Actor = keyof typeof actors;

/** Of these each node has its own. */
export const perNode: ReadonlySet<Actor> = new Set<Actor>([
  'kubelet',
  'runtimeService',
  'imageService',
  'cni',
  'oci',
  'container',
]);

export type Protocol = 'HTTP' | 'CRI' | 'CNI' | 'registry' | 'OCI' | 'probe' | 'process';

/** What a message was for. */
export interface Subject {
  namespace: string;
  pod: string;
  /** The container's name, where it is about one. */
  container?: string;
}

export type Outcome = { ok: true } | { ok: false; code: string; text: string };

/** What an observed or inferred message is known from. */
export interface Evidence {
  /** `event Pulled`, `status.containerStatuses[app].state.running.startedAt`, `containerd log`, … */
  what: string;
  /** The evidence's own text, where it has one. */
  text?: string;
  /** Its own time with its own precision. */
  at?: Moment;
}

/** One arrow of the diagram: a call of one component to another, with its answer. */
export interface Message {
  /** Unique in the trace, and the same for the same call when the trace is made anew. */
  id: string;
  from: Actor;
  to: Actor;
  /** Who asks the API server, as an audit log has it: `replicaset-controller`. Its lane is `from`. */
  caller?: string;
  protocol: Protocol;
  /** CRI: `RunPodSandbox`, …; HTTP: `POST /api/v1/namespaces/default/pods`; CNI: `ADD`; … */
  method: string;
  subject?: Subject;
  /** The node of its actors, as far as each node has its own; only where the trace has several nodes. */
  node?: string;
  /** A CRI message in api.proto's names (core/cri/types), an API object, or what the protocol has. */
  request?: unknown;
  response?: unknown;
  /** Of an observed call: the request as the simulation of the stored pod sends it. */
  simulatedRequest?: object;
  /** Absent where nothing tells the moment. */
  start?: Moment;
  end?: Moment;
  outcome: Outcome;
  /** What the API server's answer warns of. */
  warnings?: readonly string[];
  source: Source;
  /** From how much detail on it is shown (messageLevels has the rule). */
  level: Level;
  evidence?: Evidence[];
  /** The decision that sends it now; absent where it is not known. */
  because?: Because;
  /** The message inside which this one happened (CNI inside RunPodSandbox). */
  parent?: string;
  /** How often the same call was repeated without other news (probes): 1 or absent is once. */
  times?: number;
}

/** Something worth saying between the arrows: the IP that was given, the digest that was returned. */
export interface Note {
  over: Actor[];
  /** The pod that it tells of; absent where it is about no single one. */
  subject?: Subject;
  /** As a message's. */
  node?: string;
  text: string;
  at: Moment;
  source: Source;
  /** The message after which it stands: one of the pod that it tells of, or of no pod. */
  after?: string;
  /** It tells that the trace does not show everything. */
  isLimit?: true;
}

/** What a trace does not show, in sentences: it has more pods or steps than are simulated. */
export function limitsOf({ notes }: Pick<Trace, 'notes'>): string[] {
  return notes.flatMap(({ text, isLimit }) => (isLimit ? [text] : []));
}

/** What the manifest refers to and nothing provides. */
export interface Missing {
  kind: string;
  name: string;
  /** The key that an object which is there does not have. */
  key?: string;
  /** The keys that it has, where none of them is near. */
  keys?: readonly string[];
  /** What was most likely meant: the name of an object, or the key, that is there. */
  meant?: string;
  /** What follows from it for the start. */
  consequence: string;
  /** The line that asks for it. */
  place?: AskingPlace;
  subject?: Subject;
}

/** The names of those that call each other or stand under a note; the node is told once, with the first that is its own. */
export function actorNames(of: readonly Actor[], node: string | undefined): string[] {
  const first = of.findIndex((actor) => perNode.has(actor));
  return of.map((actor, i) => (node !== undefined && i === first ? `${actors[actor]} (${node})` : actors[actor]));
}

/** One start, or one failure to start, of the pods of a manifest or a workload. */
export interface Trace {
  title: string;
  source: Source;
  /** The release, `1.37`; '' where nothing tells it. */
  kubernetes: string;
  messages: Message[];
  notes: Note[];
  /** What the simulation took for granted; empty for an observed start. */
  assumptions: Assumption[];
  missing: Missing[];
  /** What the API shows at the end. */
  view: ApiView;
  /** What `kubectl get pods -o wide` prints at the end. */
  table: string;
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
}
