import type { Pod } from '../api/types';
import { isMap } from '../isMap';
import type { StatusChange, StopCause } from '../trace/because';
import { numberAt } from '../trace/payload';
import type { Message } from '../trace/trace';
import type { ContainerKind, PhaseKind } from './phase';

/** A phase while its messages are gathered. */
export interface PhaseDraft {
  kind: PhaseKind;
  container?: { name: string; kind: ContainerKind };
  messages: Message[];
  /** The pod of this name was made anew so often before. */
  incarnation: number;
  /** The container was started in it. */
  isStarted: boolean;
  /** It is a restart that the pod's status has told of. */
  isTold: boolean;
  /** The pod had been Ready when it began. */
  wasReady: boolean;
}

type Beginning = Pick<PhaseDraft, 'kind' | 'container'>;

/** A kind of phase comes after all with a lower number; those from the containers on come as the pod needs them. */
const ranks: Readonly<Record<PhaseKind, number>> = {
  apply: 0,
  workload: 0,
  create: 0,
  schedule: 1,
  volumes: 2,
  sandbox: 3,
  init: 4,
  sidecar: 4,
  container: 4,
  ephemeral: 4,
  ready: 5,
  run: 6,
  restart: 6,
  stop: 6,
  end: 7,
};

const startWork = new Set(['ImageStatus', 'PullImage', 'CreateContainer', 'StartContainer']);

/**
 * The phases of one pod, of several of a name one after the other: which of its messages begins a new one. What the
 * kubelet does for a pod is one thing after the other (podWorkerLoop, pkg/kubelet/pod_workers.go, 1.37), so that its
 * phases are; what happens inside a call is in the phase of that.
 *
 * @param messages all of the pod, in the order of the trace
 * @param pod as far as it is known
 */
export function podPhases(messages: readonly Message[], pod: Pod | undefined): PhaseDraft[] {
  return new PodWalk(messages, pod).walk();
}

class PodWalk {
  readonly #messages: readonly Message[];
  readonly #pod: Pod | undefined;
  readonly #drafts: PhaseDraft[] = [];
  readonly #of = new Map<string, PhaseDraft>();
  readonly #kinds: ReadonlyMap<string, ContainerKind>;
  /** Who has to be started before the pod can be ready. */
  readonly #wanted: ReadonlySet<string>;
  /** Where each container is worked on last. */
  readonly #lastWork = new Map<string, number>();
  readonly #begun = new Set<string>();
  readonly #started = new Set<string>();
  #incarnation = 0;
  #isReady = false;
  #at = 0;

  constructor(messages: readonly Message[], pod: Pod | undefined) {
    this.#messages = messages;
    this.#pod = pod;
    this.#kinds = kindsOf(pod);
    for (const [at, message] of messages.entries()) {
      const container = workedOn(message);
      if (container !== undefined) this.#lastWork.set(container, at);
    }
    const known = [...this.#kinds].flatMap(([name, kind]) => (kind === 'container' ? [name] : []));
    this.#wanted = new Set(known.length > 0 ? known : this.#lastWork.keys());
  }

  walk(): PhaseDraft[] {
    for (const [at, message] of this.#messages.entries()) {
      this.#at = at;
      const outer = message.parent === undefined ? undefined : this.#of.get(message.parent);
      const draft = outer ?? this.#phaseOf(message);
      draft.messages.push(message);
      this.#of.set(message.id, draft);
      if (!outer) this.#learn(message, draft);
    }
    return this.#drafts;
  }

  get #current(): PhaseDraft | undefined {
    return this.#drafts.at(-1);
  }

  #phaseOf(message: Message): PhaseDraft {
    const next = this.#next(message);
    if (next === undefined && this.#current) return this.#current;
    const draft: PhaseDraft = {
      ...(next ?? { kind: firstKind(message) }),
      messages: [],
      incarnation: this.#incarnation,
      isStarted: false,
      isTold: false,
      wasReady: this.#isReady,
    };
    this.#drafts.push(draft);
    return draft;
  }

  /** What begins with a message; undefined where it belongs to what is under way. */
  #next(message: Message): Beginning | undefined {
    const current = this.#current;
    const rank = current ? ranks[current.kind] : -1;
    if (isCreation(message)) {
      if (current?.kind === 'create') return undefined;
      if (current) this.#begin();
      return { kind: 'create' };
    }
    if (rank < ranks.end && this.#isEnd(message)) return { kind: 'end' };
    if (rank === ranks.end) return undefined;
    const early = earlyKind(message);
    if (early !== undefined) return rank < ranks[early] ? { kind: early } : undefined;
    if (message.from === 'kubelet' && message.protocol === 'HTTP' && rank < ranks.volumes) return { kind: 'volumes' };
    if (message.method === 'RunPodSandbox') return current?.kind === 'sandbox' ? undefined : { kind: 'sandbox' };
    const container = workedOn(message);
    if (container !== undefined) {
      return current?.container?.name === container && !current.isStarted ? undefined : this.#startOf(container);
    }
    const restarted = this.#restartedIn(message);
    if (restarted !== undefined) return this.#restartOf(restarted);
    return this.#crashed(message) ?? this.#stopped(message) ?? this.#afterStart(message);
  }

  /** A container that ends by itself and is started again: its end and the wait for the back-off belong to the restart. */
  #crashed({ protocol, because, subject, response }: Message): Beginning | undefined {
    const container = subject?.container;
    if (protocol !== 'process' || because || container === undefined) return undefined;
    const isAgain = (this.#lastWork.get(container) ?? -1) > this.#at && this.#isRestarted(container, response);
    const current = this.#current;
    const isUnderWay = current?.kind === 'restart' && current.container?.name === container && !current.isStarted;
    return isAgain && !isUnderWay && this.#started.has(container) ? this.#restartOf(container) : undefined;
  }

  /** Whether its restart policy, or the pod's, has a container started again after such an end. */
  #isRestarted(name: string, response: unknown): boolean {
    const { initContainers = [], containers = [], restartPolicy = 'Always' } = this.#pod?.spec ?? {};
    const container = [...initContainers, ...containers].find((one) => one.name === name);
    const policy = container?.restartPolicy ?? restartPolicy;
    const hasFailed = numberAt(response, 'exit_code') !== 0;
    if (this.#kinds.get(name) === 'init') return hasFailed && policy !== 'Never';
    return policy === 'Always' || (policy === 'OnFailure' && hasFailed);
  }

  /** The pod is made anew, under the same name. */
  #begin(): void {
    this.#incarnation++;
    this.#isReady = false;
    this.#begun.clear();
    this.#started.clear();
  }

  #startOf(name: string): Beginning {
    const kind = this.#kinds.get(name) ?? 'container';
    return { kind: this.#started.has(name) ? 'restart' : kind, container: { name, kind } };
  }

  #restartOf(name: string): Beginning {
    return { ...this.#startOf(name), kind: 'restart' };
  }

  /** A container whose status says that it was restarted, where no call tells of it yet. */
  #restartedIn(message: Message): string | undefined {
    for (const change of changesIn(message)) {
      if (change.type !== 'restarts' || !this.#begun.has(change.container)) continue;
      const last = this.#drafts.filter(({ container }) => container?.name === change.container).at(-1);
      if (last?.kind === 'restart' && !last.isTold) last.isTold = true;
      else if (last) return change.container;
    }
    return undefined;
  }

  #stopped({ method, because, subject }: Message): Beginning | undefined {
    if (method !== 'StopContainer' && method !== 'StopPodSandbox') return undefined;
    const current = this.#current;
    const cause = because && 'cause' in because ? because.cause : undefined;
    const type = typeof cause === 'object' ? cause.type : undefined;
    if (type === 'sandboxChanged' || type === 'restartAll')
      return current?.kind === 'stop' || current?.kind === 'sandbox' ? undefined : { kind: 'stop' };
    const container = subject?.container;
    if (method === 'StopPodSandbox' || container === undefined) return undefined;
    const isProbe = typeof cause === 'object' && cause.type === 'probeFailed' && cause.restarts;
    if (!isProbe && (this.#lastWork.get(container) ?? -1) < this.#at) return undefined;
    const isUnderWay = current?.kind === 'restart' && current.container?.name === container && !current.isStarted;
    return isUnderWay ? undefined : this.#restartOf(container);
  }

  /** What comes when all is started: the pod becomes ready, and goes on running. */
  #afterStart(message: Message): Beginning | undefined {
    const current = this.#current;
    if (!current || current.wasReady || isBookkeeping(message)) return undefined;
    if (current.kind === 'ready') return this.#isReady ? { kind: 'run' } : undefined;
    if (ranks[current.kind] !== ranks.container || !current.isStarted) return undefined;
    if (this.#isReady) return { kind: 'run' };
    return [...this.#wanted].every((name) => this.#started.has(name)) ? { kind: 'ready' } : undefined;
  }

  #isEnd(message: Message): boolean {
    const { method, because, outcome } = message;
    if (method.startsWith('DELETE ')) return outcome.ok;
    if (/^POST .*\/eviction$/.test(method)) return outcome.ok;
    if (because?.type === 'statusChanged')
      return because.changes.some(({ type, ...rest }) => type === 'phase' && 'to' in rest && isFinal(rest.to));
    if (because?.type === 'stopContainer' || because?.type === 'stopSandbox') return isLast(because.cause);
    if (/^PATCH .*\/status$/.test(method)) return isMap(message.request) && isFinal(message.request['phase']);
    // Nothing tells why it is stopped: it does not come again.
    if (method === 'StopPodSandbox')
      return !this.#messages.some((other, at) => at > this.#at && other.method === 'RunPodSandbox');
    return method === 'StopContainer' && (this.#lastWork.get(message.subject?.container ?? '') ?? -1) < this.#at;
  }

  #learn(message: Message, draft: PhaseDraft): void {
    const container = workedOn(message);
    if (container !== undefined) this.#begun.add(container);
    if (message.method === 'StartContainer' && container !== undefined && message.outcome.ok) {
      this.#started.add(container);
      if (draft.container?.name === container) draft.isStarted = true;
    }
    if (draft.kind === 'restart' && !draft.isTold)
      draft.isTold = changesIn(message).some(
        (one) => one.type === 'restarts' && one.container === draft.container?.name,
      );
    if (tellsReady(message)) this.#isReady = true;
  }
}

function kindsOf(pod: Pod | undefined): Map<string, ContainerKind> {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod?.spec ?? {};
  return new Map<string, ContainerKind>([
    ...initContainers.map((one) => [one.name, one.restartPolicy === 'Always' ? 'sidecar' : 'init'] as const),
    ...containers.map((one) => [one.name, 'container'] as const),
    ...ephemeralContainers.map((one) => [one.name, 'ephemeral'] as const),
  ]);
}

/** The container that a call is made to start; the image of a volume is none's. */
function workedOn({ protocol, method, subject }: Message): string | undefined {
  return protocol === 'CRI' && startWork.has(method) ? subject?.container : undefined;
}

function isCreation({ method, protocol }: Message): boolean {
  return protocol === 'HTTP' && /^POST .*\/pods$/.test(method);
}

/** The phase of what the scheduler does and the kubelet does before the sandbox; undefined for what may come later, too. */
function earlyKind({ protocol, from, to, method }: Message): PhaseKind | undefined {
  if (protocol !== 'HTTP') return undefined;
  if (from === 'scheduler' || to === 'scheduler' || method.endsWith('/binding')) return 'schedule';
  return to === 'kubelet' ? 'volumes' : undefined;
}

/** Where the trace does not begin with the pod's creation. */
function firstKind({ from }: Message): PhaseKind {
  return from === 'kubelet' ? 'volumes' : 'create';
}

/** What is written down of a container's start, and the hook that belongs to it. */
function isBookkeeping({ from, method, because }: Message): boolean {
  return because?.type === 'runHook' || (from === 'kubelet' && /\/events(?:\/[^/]*)?$/.test(method));
}

function changesIn({ because }: Message): readonly StatusChange[] {
  return because?.type === 'statusChanged' ? because.changes : [];
}

function tellsReady(message: Message): boolean {
  const changes = changesIn(message);
  if (changes.length > 0)
    return changes.some((one) => one.type === 'condition' && one.condition === 'Ready' && one.status === 'True');
  if (!/^PATCH .*\/status$/.test(message.method) || !isMap(message.request)) return false;
  const conditions = message.request['conditions'];
  return (
    Array.isArray(conditions) &&
    conditions.some((one: unknown) => isMap(one) && one['type'] === 'Ready' && one['status'] === 'True')
  );
}

function isFinal(phase: unknown): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function isLast({ type }: StopCause): boolean {
  return type === 'podDeleted' || type === 'podEnded' || type === 'initFailed' || type === 'nothingLeft';
}
