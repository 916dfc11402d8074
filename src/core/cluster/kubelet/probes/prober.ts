import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import type { Container, ContainerStatus, Pod, Probe } from '../../../api/types';
import { GrpcError } from '../../../cri/grpcError';
import type { Task, VirtualClock } from '../../../virtualClock';
import { containerShouldRestart, isRestartableInitContainer } from '../state/containerRestart';
import type { KubeletBecause } from '../../../trace/because';
import type { CriClient } from '../context/criClient';
import { expand } from '../kuberuntime/expansion';
import { networkProbe } from './networkProbe';
import type { ProbeAttempt } from './probeAttempt';
import type { PodEvents } from '../context/podEvents';
import type { ProbeKind, ProbeResult, ProbeResults } from '../state/probeResults';
import { isPodPhaseTerminal } from '../../../componentHelpers/isPodTerminal';

/** From a trigger to the probe: by then the status in which the container runs is known. */
const triggerLatencyMs = 0.5;

/** The status has the start without its fractions of a second, which are chance; here always half of one. */
const truncatedMs = 500;

/** How much of an exec probe's output is kept (pkg/probe/exec/exec.go). */
const maxOutput = 10 * 1024;

const kinds = ['readiness', 'liveness', 'startup'] as const;
const initialResult = { readiness: 'Failure', liveness: 'Success', startup: 'Unknown' } as const;

export interface ProberParts {
  release: KubernetesRelease;
  client: CriClient;
  /** Where attempts over the network are kept. */
  attempts: ProbeAttempt[];
  events: PodEvents;
  clock: VirtualClock;
  results: ProbeResults;
  /** The container as the kubelet's last status of the pod has it. */
  statusOf: (container: string) => ContainerStatus | undefined;
  podPhase: () => string | undefined;
  /** After a trigger the ticker starts anew. */
  restartsTickerWithTrigger: boolean;
  podIP: () => string;
  /** Whether the runtime is asked for nothing more that a probe needs, as the pod is being terminated. */
  isCanceled: () => boolean;
  /** Called when a result is news, so that the pod is synced. */
  onResult: (kind: ProbeKind, result: ProbeResult, containerId: string) => void;
}

/** The probe workers of one pod (pkg/kubelet/prober/prober_manager.go and worker.go, 1.37). */
export class Prober {
  readonly #stopped = new Set<ProbeKind>();
  readonly #triggers = new Map<string, () => void>();
  /** Triggers that came while the worker was at work. */
  readonly #pending = new Set<string>();
  readonly #workers = new Set<string>();

  constructor(readonly parts: ProberParts) {}

  /** Starts a worker for each probe of the pod's containers and sidecars. */
  addPod(pod: Pod): void {
    const sidecars = (pod.spec?.initContainers ?? []).filter(isRestartableInitContainer);
    for (const container of [...(pod.spec?.containers ?? []), ...sidecars]) {
      for (const kind of kinds) {
        const probe = container[`${kind}Probe`];
        const key = `${kind}/${container.name}`;
        if (!probe || this.#workers.has(key) || this.#stopped.has(kind)) continue;
        this.#workers.add(key);
        this.parts.clock.spawn(this.#work(pod, container, kind, probe));
      }
    }
  }

  has(kind: ProbeKind, container: string): boolean {
    return this.#workers.has(`${kind}/${container}`);
  }

  /** Probes readiness at once, where a worker waits for its next turn. */
  triggerReadiness(container: string): void {
    this.parts.clock.after(triggerLatencyMs, () => {
      const trigger = this.#triggers.get(container);
      if (trigger) trigger();
      else this.#pending.add(container);
    });
  }

  stopLivenessAndStartup(): void {
    this.#stopped.add('liveness').add('startup');
  }

  removePod(): void {
    for (const kind of kinds) this.#stopped.add(kind);
    this.#workers.clear();
  }

  *#work(pod: Pod, container: Container, kind: ProbeKind, probe: Probe): Task {
    const state: WorkerState = { id: '', onHold: false, last: undefined, run: 0 };
    const period = Math.max(1, probe.periodSeconds ?? 10) * 1000;
    let next = this.parts.clock.now();
    while (!this.#stopped.has(kind) && (yield* this.#turn(pod, container, kind, probe, state))) {
      if (this.#stopped.has(kind)) break;
      const now = this.parts.clock.now();
      while (next <= now) next += period;
      const isTriggered = yield* this.#wait(container.name, kind, next - now);
      if (isTriggered && this.parts.restartsTickerWithTrigger) next = this.parts.clock.now();
    }
    this.#workers.delete(`${kind}/${container.name}`);
    if (state.id) this.parts.results.remove(state.id, kind);
  }

  /** Waits for the next turn, or for a manual trigger; returns whether it was one. */
  *#wait(container: string, kind: ProbeKind, ms: number): Task<boolean> {
    if (kind === 'readiness' && this.#pending.delete(container)) return true;
    let triggered = false;
    yield (resume) => {
      const cancel = this.parts.clock.after(ms, () => {
        if (kind === 'readiness') this.#triggers.delete(container);
        resume();
      });
      if (kind !== 'readiness') return;
      this.#triggers.set(container, () => {
        this.#triggers.delete(container);
        triggered = true;
        cancel();
        resume();
      });
    };
    return triggered;
  }

  /** One turn; returns whether there is to be another (doProbe). */
  *#turn(pod: Pod, container: Container, kind: ProbeKind, probe: Probe, state: WorkerState): Task<boolean> {
    const { results, statusOf, podPhase, clock, client } = this.parts;
    if (isPodPhaseTerminal(podPhase())) return false;
    const status = statusOf(container.name);
    const id = status?.containerID?.replace(/^.*:\/\//, '');
    if (!status || !id) return true;
    if (state.id !== id) {
      if (state.id) results.remove(state.id, kind);
      state.id = id;
      state.onHold = false;
      this.#set(id, kind, initialResult[kind]);
    }
    if (state.onHold) return true;
    if (!status.state?.running) {
      this.#set(id, kind, 'Failure');
      const ended = status.state?.terminated;
      return !ended || containerShouldRestart(container, pod, ended.exitCode);
    }
    const startedAt = client.runtime.containers.get(id)?.startedAt ?? Number.NEGATIVE_INFINITY;
    if (clock.now() - startedAt + truncatedMs < (probe.initialDelaySeconds ?? 0) * 1000) return true;
    if ((kind === 'startup') === (status.started === true)) return true;

    const { result, output } = yield* this.#probe(container, kind, probe, id, {
      type: 'probe',
      probe: kind,
      periodSeconds: probe.periodSeconds ?? 10,
      ...(state.last && state.run > 0 && { before: { result: state.last, times: state.run } }),
      failureThreshold: probe.failureThreshold ?? 3,
      successThreshold: probe.successThreshold ?? 1,
    });
    if (result === 'Failure') {
      const text = `${kind[0]!.toUpperCase()}${kind.slice(1)} probe failed: ${output}`;
      this.parts.events.record('Warning', 'Unhealthy', text, container.name);
    } else if (result === 'Unknown') {
      const told = this.parts.release.tellsStateOfErroredProbe ? ' and resulted in unknown state' : '';
      const text = `${kind[0]!.toUpperCase()}${kind.slice(1)} probe errored${told}: ${output}`;
      this.parts.events.record('Warning', 'Unhealthy', text, container.name);
      return true;
    }
    state.run = state.last === result ? state.run + 1 : 1;
    state.last = result;
    const threshold = result === 'Failure' ? (probe.failureThreshold ?? 3) : (probe.successThreshold ?? 1);
    if (state.run < threshold) return true;
    this.#set(id, kind, result);
    if ((kind === 'liveness' && result === 'Failure') || kind === 'startup') {
      // The container is about to be restarted, or has started: nothing to probe until then.
      state.onHold = true;
      state.run = 0;
    }
    return true;
  }

  #set(containerId: string, kind: ProbeKind, result: ProbeResult): void {
    const { results, onResult } = this.parts;
    if (results.set(containerId, kind, result)) onResult(kind, result, containerId);
  }

  *#probe(
    container: Container,
    kind: ProbeKind,
    probe: Probe,
    id: string,
    because: KubeletBecause,
  ): Task<{ result: ProbeResult; output: string }> {
    const { client, podIP, clock, attempts } = this.parts;
    if (!probe.exec) {
      const { node, namespace, pod } = client;
      const start = clock.now();
      const found = yield* networkProbe(client.runtime, id, container, probe, podIP(), this.parts.release);
      const attempt = {
        node,
        namespace,
        pod,
        container: container.name,
        kind,
        probe,
        start,
        end: clock.now(),
        because,
      };
      attempts.push({ ...attempt, ...found });
      return found;
    }
    const values = new Map((container.env ?? []).map(({ name, value = '' }) => [name, value]));
    const words = probe.exec.command ?? [];
    if (this.parts.isCanceled())
      return { result: 'Unknown', output: new GrpcError('Canceled', 'context canceled').message };
    // What could not be run at all is tried up to three times.
    for (let attempt = 1; ; attempt++) {
      try {
        const command = words.map((word) => expand(word, (name) => values.get(name)));
        const answer = yield* client.execSync(id, command, probe.timeoutSeconds ?? 1, container.name, because);
        const output = `${answer.stdout ?? ''}${answer.stderr ?? ''}`.slice(0, maxOutput);
        return { result: answer.exit_code ? 'Failure' : 'Success', output };
      } catch (error) {
        if (!(error instanceof GrpcError)) throw error;
        if (attempt === 3) return { result: 'Unknown', output: error.message };
      }
    }
  }
}

interface WorkerState {
  id: string;
  onHold: boolean;
  last: ProbeResult | undefined;
  run: number;
}
