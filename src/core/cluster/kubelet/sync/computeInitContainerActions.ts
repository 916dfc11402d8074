import type { Pod } from '../../../api/types';
import type { StartCause } from '../../../trace/because';
import { startCause } from './startCause';
import type { PodActions } from './podActions';
import { isRestartableInitContainer, shouldContainerBeRestarted } from '../state/containerRestart';
import type { ProbeResults } from '../state/probeResults';
import {
  findActiveContainer,
  hasAnyActiveRegularContainerStarted,
  type RuntimePodStatus,
} from '../state/runtimePodStatus';

/**
 * Which init containers to start or restart. Returns whether the pod is initialized, so that its other
 * containers may start (computeInitContainerActions, pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37).
 */
export function computeInitContainerActions(
  pod: Pod,
  status: RuntimePodStatus,
  probes: ProbeResults,
  actions: PodActions,
): boolean {
  const containers = pod.spec?.initContainers ?? [];
  if (containers.length === 0) return true;
  let initialized = hasAnyActiveRegularContainerStarted(pod, status);
  let previouslyInitialized = initialized;
  const start: number[] = [];
  const startAt = (i: number, cause: StartCause): void => {
    start.push(i);
    actions.startCauses.set(containers[i]!.name, cause);
  };
  // From the last to the first: ended init containers may be gone, so only the furthest counts.
  for (let i = containers.length - 1; i >= 0; i--) {
    const container = containers[i]!;
    const sidecar = isRestartableInitContainer(container);
    const state = findActiveContainer(status, container.name);
    if (!state) {
      if (previouslyInitialized && sidecar) startAt(i, startCause(pod, container, state));
      continue;
    }
    if (previouslyInitialized && !sidecar) continue;
    const passed = (): void => {
      if (i === containers.length - 1) initialized = true;
      else if (!previouslyInitialized) startAt(i + 1, startCause(pod, containers[i + 1]!, undefined));
    };
    const kill = (kind: 'startup' | 'liveness'): void => {
      const reason = kind === 'startup' ? 'StartupProbe' : 'LivenessProbe';
      const message = `Init container ${container.name} failed ${kind} probe`;
      const threshold = container[`${kind}Probe`]?.failureThreshold ?? 3;
      const because = { type: 'probeFailed', probe: kind, threshold, restarts: true } as const;
      actions.containersToKill.push({ container, state, message, reason, because });
      startAt(i, { type: 'probeFailed', probe: kind });
    };
    switch (state.state) {
      case 'CONTAINER_CREATED':
        startAt(i, startCause(pod, container, state));
        break;
      case 'CONTAINER_RUNNING': {
        if (!sidecar) break;
        if (container.startupProbe) {
          const startup = probes.get(state.id, 'startup');
          if (startup === 'Failure') kill('startup');
          if (startup !== 'Success') break;
        }
        passed();
        if (container.livenessProbe && probes.get(state.id, 'liveness') === 'Failure') kill('liveness');
        break;
      }
      case 'CONTAINER_EXITED':
        if (sidecar) startAt(i, startCause(pod, container, state));
        else if (state.exitCode === 0) passed();
        else if (shouldContainerBeRestarted(container, pod, status)) startAt(i, startCause(pod, container, state));
        else {
          actions.killPod = true;
          actions.killCause = { type: 'initFailed', container: container.name, exitCode: state.exitCode };
          actions.initContainersToStart = [];
          return false;
        }
        break;
    }
    previouslyInitialized = true;
  }
  if (!previouslyInitialized) startAt(0, startCause(pod, containers[0]!, undefined));
  actions.initContainersToStart = start.reverse();
  return initialized;
}
