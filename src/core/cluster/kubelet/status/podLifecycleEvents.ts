import type { ContainerState, SimulatedRuntime } from '../../runtime/simulatedRuntime';
import { sleep, type Task, type VirtualClock } from '../../../virtualClock';
import { noRuntimePodStatus, readPodStatus, type RuntimePodStatus } from '../state/runtimePodStatus';

/** How long a relist on demand takes. */
const relistLatencyMs = 2;

export interface PodLifecycleParts {
  clock: VirtualClock;
  runtime: SimulatedRuntime;
  uid: string;
  /** The next moment of the regular relist, in milliseconds since the epoch. */
  nextRelist: () => number;
  /** Called when something came up or ended; `died` are containers that were seen ended for the first time. */
  onChange: (status: RuntimePodStatus, died: ContainerState[]) => void;
}

/**
 * The PLEG's part for one pod: looks at the runtime once a second, remembers what it saw for the pod's worker,
 * and tells what changed (pkg/kubelet/pleg/generic.go, 1.37).
 */
export class PodLifecycleEvents {
  #status = noRuntimePodStatus;
  #at = Number.NEGATIVE_INFINITY;
  #waiting: (() => void)[] = [];
  #seen = new Set<string>();
  /** How many changes the runtime had at the last look. */
  #changes = -1;
  #stopped = false;

  constructor(readonly parts: PodLifecycleParts) {}

  /** What was seen last: the kubelet's pod cache. */
  get status(): RuntimePodStatus {
    return this.#status;
  }

  /** Looks once a second until it is stopped. */
  *run(): Task {
    const { clock, nextRelist } = this.parts;
    while (!this.#stopped) {
      yield* sleep(clock, nextRelist() - clock.now());
      this.#relist();
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Looks at once, as after a sync that did something. */
  requestRelist(): void {
    this.parts.clock.after(relistLatencyMs, () => this.#relist());
  }

  /** Waits for a look that is younger than the given moment; returns what it saw. */
  *newerThan(at: number): Task<RuntimePodStatus> {
    while (Number.isFinite(at) && this.#at <= at) yield (resume) => void this.#waiting.push(resume);
    return this.#status;
  }

  /** What the runtime has now; the address of a pod whose sandbox has ended is kept. */
  read(): RuntimePodStatus {
    const status = readPodStatus(this.parts.runtime, this.parts.uid);
    if (status.ips.length > 0 || status.sandboxes.some(({ ready }) => ready)) return status;
    const alive = status.containers.some(({ state }) => state !== 'CONTAINER_EXITED');
    return alive ? status : { ...status, ips: this.#status.ips };
  }

  #relist(): void {
    if (this.#stopped) return;
    this.#at = this.parts.clock.now();
    // Mostly nothing has changed since the last look.
    const { changes } = this.parts.runtime.ofPod(this.parts.uid);
    if (changes === this.#changes) return this.#resume();
    this.#changes = changes;
    const status = this.read();
    this.#status = status;
    const before = this.#seen;
    this.#seen = new Set([
      ...status.sandboxes.map(({ id, ready }) => `${id}${ready}`),
      ...status.containers.map(({ id, state }) => `${id}${state}`),
    ]);
    this.#resume();
    // What was removed is no reason to sync (kubelet.go isSyncPodWorthy).
    if (![...this.#seen].some((item) => !before.has(item))) return;
    const died = status.containers.filter(
      ({ id, state }) => state === 'CONTAINER_EXITED' && !before.has(`${id}${state}`),
    );
    this.parts.onChange(status, died);
  }

  #resume(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
