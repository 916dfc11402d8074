import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import type { Task } from '../../../virtualClock';
import type { StopCause } from '../../../trace/because';
import type { KillReason } from './podActions';
import type { RuntimeParts } from './runtimeParts';
import { isRestartableInitContainer } from '../state/containerRestart';
import type { HookRunner } from './hookRunner';
import { nameOf, type RuntimePodStatus } from '../state/runtimePodStatus';

/** However short the grace period is, a container gets this many seconds. */
const minimumGracePeriodInSeconds = 2;

interface Killing {
  message?: string;
  reason: KillReason;
  because: StopCause;
  /** Seconds, instead of the grace period. */
  override?: number;
  turn?: Turn;
}

/** Stops containers (killContainer, pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37). */
export class KillContainers {
  constructor(
    readonly parts: Pick<RuntimeParts, 'ctx' | 'client' | 'events' | 'clock'>,
    readonly hooks: HookRunner,
  ) {}

  /** Stops one container: event, preStop hook, StopContainer with what is left of the grace period. */
  *killContainer(
    pod: Pod,
    container: Container | EphemeralContainer,
    state: ContainerState,
    { message, reason, because, override, turn }: Killing,
  ): Task {
    const { client, events, clock } = this.parts;
    let grace = gracePeriod(pod, container, reason);
    events.record('Normal', 'Killing', message ?? `Stopping container ${container.name}`, container.name);
    if (override !== undefined) grace = override;
    const preStop = container.lifecycle?.preStop;
    if (preStop && grace > 0) {
      const began = clock.now();
      const failure = yield* this.#within(grace * 1000, this.hooks.run(state.id, pod, container, preStop, 'preStop'));
      if (failure !== undefined)
        events.record(
          'Warning',
          'FailedPreStopHook',
          this.parts.ctx.release.tellsHookFailures ? failure : 'PreStopHook failed',
          container.name,
        );
      grace -= Math.floor((clock.now() - began) / 1000);
    }
    if (turn && grace > 0) {
      const began = clock.now();
      yield* turn.wait(container.name);
      grace -= Math.floor((clock.now() - began) / 1000);
    }
    const graceSeconds = Math.max(grace, minimumGracePeriodInSeconds);
    yield* client.stopContainer(state.id, graceSeconds, container.name, {
      type: 'stopContainer',
      cause: because,
      graceSeconds,
    });
    turn?.ended(container.name);
  }

  /** Stops all running containers, side by side, then the sandboxes. */
  *killPod(pod: Pod, status: RuntimePodStatus, because: StopCause): Task {
    const { client, clock } = this.parts;
    const running = status.containers.filter(({ state }) => state === 'CONTAINER_RUNNING');
    const turn = pod.spec?.initContainers?.some(isRestartableInitContainer)
      ? new Turn(pod, running.map(nameOf))
      : undefined;
    let left = running.length;
    let resume: (() => void) | undefined;
    for (const state of running) {
      const container = specOf(pod, nameOf(state));
      const kill = container
        ? this.killContainer(pod, container, state, {
            reason: 'Unknown',
            because,
            ...(turn && { turn }),
          })
        : undefined;
      clock.spawn(
        (function* (): Task {
          if (kill) yield* kill;
          if (--left === 0) resume?.();
        })(),
      );
    }
    if (left > 0) yield (go) => void (resume = go);
    for (const sandbox of status.sandboxes)
      if (sandbox.ready)
        yield* client.stopPodSandbox({ pod_sandbox_id: sandbox.id }, { type: 'stopSandbox', cause: because });
  }

  /** Lets a hook run until the grace period is over. */
  *#within(ms: number, hook: Task<string | undefined>): Task<string | undefined> {
    const { clock } = this.parts;
    let result: string | undefined;
    let done = false;
    let resume: (() => void) | undefined;
    clock.spawn(
      (function* (): Task {
        result = yield* hook;
        done = true;
        resume?.();
      })(),
    );
    yield (go) => {
      const cancel = clock.after(ms, go);
      resume = () => {
        cancel();
        go();
      };
      if (done) resume();
    };
    return result;
  }
}

/** Sidecars end after the containers, the last first (pkg/kubelet/kuberuntime/kuberuntime_termination_order.go, 1.37). */
class Turn {
  readonly #running: Set<string>;
  readonly #before = new Map<string, string[]>();
  readonly #waiting: { name: string; resume: () => void }[] = [];

  constructor(pod: Pod, running: string[]) {
    this.#running = new Set(running);
    const after = (pod.spec?.containers ?? []).map(({ name }) => name);
    for (const container of (pod.spec?.initContainers ?? []).filter(isRestartableInitContainer).reverse()) {
      this.#before.set(container.name, [...after]);
      after.push(container.name);
    }
  }

  *wait(name: string): Task {
    if (this.#free(name)) return;
    yield (resume) => void this.#waiting.push({ name, resume });
  }

  ended(name: string): void {
    this.#running.delete(name);
    for (const waiting of this.#waiting.filter((other) => this.#free(other.name))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resume();
    }
  }

  #free(name: string): boolean {
    return (this.#before.get(name) ?? []).every((other) => !this.#running.has(other));
  }
}

/** The grace period for stopping a container, in seconds (setTerminationGracePeriod). */
function gracePeriod(pod: Pod, container: Container | EphemeralContainer, reason: KillReason): number {
  if (pod.metadata?.deletionGracePeriodSeconds !== undefined) return pod.metadata.deletionGracePeriodSeconds;
  const probe =
    reason === 'StartupProbe'
      ? container.startupProbe
      : reason === 'LivenessProbe'
        ? container.livenessProbe
        : undefined;
  return probe?.terminationGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? minimumGracePeriodInSeconds;
}

function specOf(pod: Pod, name: string): Container | EphemeralContainer | undefined {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  return [...containers, ...initContainers, ...ephemeralContainers].find((container) => container.name === name);
}
