import type { Container, ContainerState, Pod } from '../api/types';

/** What kubectl's columns READY, STATUS and RESTARTS are made from. */
export interface PodStatusWord {
  /** `Running`, `Init:CrashLoopBackOff`, `Terminating`, … */
  status: string;
  ready: number;
  /** Containers that count: the containers and the sidecars. */
  total: number;
  restarts: number;
  /** When a container that was restarted ended last: RFC 3339, or undefined. */
  lastRestart?: string;
}

/**
 * The pod's state in one word, as `kubectl get pods` has it (the API server computes it: printPod in
 * pkg/printers/internalversion/printers.go, 1.37).
 */
export function podStatusWord(pod: Pod): PodStatusWord {
  const status = pod.status ?? {};
  const spec = pod.spec;
  const initContainers = spec?.initContainers ?? [];
  const sidecars = new Set(initContainers.filter(isSidecar).map((container) => container.name));
  const conditions = status.conditions ?? [];

  let reason = status.reason || (status.phase ?? '');
  if (conditions.some(({ type, reason: why }) => type === 'PodScheduled' && why === 'SchedulingGated')) {
    reason = 'SchedulingGated';
  }

  let ready = 0;
  let restarts = new Restarts();
  const sidecarRestarts = new Restarts();
  let initializing = false;
  for (const [index, container] of (status.initContainerStatuses ?? []).entries()) {
    const sidecar = sidecars.has(container.name);
    restarts.count(container.restartCount, container.lastState);
    if (sidecar) sidecarRestarts.count(container.restartCount, container.lastState);
    const { terminated, waiting } = container.state ?? {};
    if (terminated && !terminated.exitCode) continue;
    if (sidecar && container.started) {
      if (container.ready) ready++;
      continue;
    }
    initializing = true;
    if (terminated) reason = `Init:${terminatedWord(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = `Init:${waiting.reason}`;
    else reason = `Init:${index}/${initContainers.length}`;
    break;
  }

  const initialized = conditions.find(({ type }) => type === 'Initialized')?.status === 'True';
  if (!initializing || initialized) {
    restarts = sidecarRestarts;
    let running = false;
    let failure = '';
    const containers = status.containerStatuses ?? [];
    for (let index = containers.length - 1; index >= 0; index--) {
      const container = containers[index]!;
      restarts.count(container.restartCount, container.lastState);
      const state = container.state ?? {};
      if (state.waiting?.reason) {
        reason = state.waiting.reason;
      } else if (state.terminated) {
        reason = terminatedWord(state.terminated);
        if (state.terminated.exitCode) failure = reason;
      } else if (container.ready && state.running) {
        running = true;
        ready++;
      }
    }
    if (reason === 'Completed') {
      const podReady = conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
      if (running && podReady) reason = 'Running';
      else if (failure) reason = failure;
      else if (running) reason = 'NotReady';
    }
  }

  if (pod.metadata?.deletionTimestamp) {
    if (status.reason === 'NodeLost') reason = 'Unknown';
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') reason = 'Terminating';
  }

  const word: PodStatusWord = {
    status: reason,
    ready,
    total: (spec?.containers ?? []).length + sidecars.size,
    restarts: restarts.number,
  };
  if (restarts.last) word.lastRestart = restarts.last;
  return word;
}

/** Whether an init container keeps running beside the others. */
function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function terminatedWord({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

class Restarts {
  number = 0;
  last = '';

  count(restartCount: number | undefined, lastState: ContainerState | undefined): void {
    this.number += restartCount ?? 0;
    const finishedAt = lastState?.terminated?.finishedAt;
    if (finishedAt && (!this.last || Date.parse(finishedAt) > Date.parse(this.last))) this.last = finishedAt;
  }
}
