import type { Container, ContainerStatus, Pod, Probe } from '../api/types';
import { GrpcError } from '../runtime/grpcError';
import { sleep, type Task, type VirtualClock } from '../runtime/virtualClock';
import { containerShouldRestart, isRestartableInitContainer } from './containerRestart';
import type { CriClient } from './criClient';
import { networkProbe } from './networkProbe';
import type { PodEvents } from './podEvents';
import type { ProbeKind, ProbeResult, ProbeResults } from './probeResults';

const kinds = ['readiness', 'liveness', 'startup'] as const;
const initialResult = { readiness: 'Failure', liveness: 'Success', startup: 'Unknown' } as const;

export interface ProberParts {
  client: CriClient;
  events: PodEvents;
  clock: VirtualClock;
  results: ProbeResults;
  /** The container as the kubelet's last status of the pod has it. */
  statusOf: (container: string) => ContainerStatus | undefined;
  podPhase: () => string | undefined;
  podIP: () => string;
  /** Called when a result is news, so that the pod is synced. */
  onResult: (kind: ProbeKind, result: ProbeResult) => void;
}

/** The probe workers of one pod (pkg/kubelet/prober/prober_manager.go and worker.go, 1.37). */
export class Prober {
  readonly #stopped = new Set<ProbeKind>();
  readonly #triggers = new Map<string, () => void>();
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
    this.#triggers.get(container)?.();
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
      yield* this.#wait(container.name, kind, next - now);
    }
    this.#workers.delete(`${kind}/${container.name}`);
  }

  /** Waits for the next turn, or for a manual trigger. */
  *#wait(container: string, kind: ProbeKind, ms: number): Task {
    yield (resume) => {
      const cancel = this.parts.clock.after(ms, () => {
        if (kind === 'readiness') this.#triggers.delete(container);
        resume();
      });
      if (kind !== 'readiness') return;
      this.#triggers.set(container, () => {
        this.#triggers.delete(container);
        cancel();
        resume();
      });
    };
  }

  /** One turn; returns whether there is to be another (doProbe). */
  *#turn(pod: Pod, container: Container, kind: ProbeKind, probe: Probe, state: WorkerState): Task<boolean> {
    const { results, statusOf, podPhase, clock, onResult } = this.parts;
    const phase = podPhase();
    if (phase === 'Failed' || phase === 'Succeeded') return false;
    const status = statusOf(container.name);
    const id = status?.containerID?.replace(/^.*:\/\//, '');
    if (!status || !id) return true;
    if (state.id !== id) {
      if (state.id) results.remove(state.id);
      state.id = id;
      state.onHold = false;
      results.set(id, kind, initialResult[kind]);
    }
    if (state.onHold) return true;
    const running = status.state?.running;
    if (!running) {
      results.set(id, kind, 'Failure');
      const ended = status.state?.terminated;
      return !ended || containerShouldRestart(container, pod, ended.exitCode);
    }
    if (Math.trunc((clock.now() - Date.parse(running.startedAt ?? '')) / 1000) < (probe.initialDelaySeconds ?? 0))
      return true;
    if ((kind === 'startup') === (status.started === true)) return true;

    const { result, output } = yield* this.#probe(container, probe, id);
    if (result === 'Failure') {
      const text = `${kind[0]!.toUpperCase()}${kind.slice(1)} probe failed: ${output}`;
      this.parts.events.record('Warning', 'Unhealthy', text, container.name);
    } else if (result === 'Unknown') {
      const text = `${kind[0]!.toUpperCase()}${kind.slice(1)} probe errored and resulted in unknown state: ${output}`;
      this.parts.events.record('Warning', 'Unhealthy', text, container.name);
      return true;
    }
    state.run = state.last === result ? state.run + 1 : 1;
    state.last = result;
    const threshold = result === 'Failure' ? (probe.failureThreshold ?? 3) : (probe.successThreshold ?? 1);
    if (state.run < threshold) return true;
    if (results.set(id, kind, result)) onResult(kind, result);
    if ((kind === 'liveness' && result === 'Failure') || kind === 'startup') {
      // The container is about to be restarted, or has started: nothing to probe until then.
      state.onHold = true;
      state.run = 0;
    }
    return true;
  }

  *#probe(container: Container, probe: Probe, id: string): Task<{ result: ProbeResult; output: string }> {
    const { client, clock, podIP } = this.parts;
    if (!probe.exec) {
      yield* sleep(clock, 1);
      if (client.runtime.networkAnswers) return { result: 'Success', output: '' };
      return networkProbe(container, probe, podIP());
    }
    // What could not be run at all is tried up to three times.
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = yield* client.execSync(id, probe.exec.command ?? [], probe.timeoutSeconds ?? 1, container.name);
        const output = `${answer.stdout ?? ''}${answer.stderr ?? ''}`;
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
