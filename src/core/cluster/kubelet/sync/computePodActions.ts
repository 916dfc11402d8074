import type { PodActions } from './podActions';
import type { Pod } from '../../../api/types';
import { startCause } from './startCause';
import { computeInitContainerActions } from './computeInitContainerActions';
import { shouldContainerBeRestarted, shouldRestartOnFailure } from '../state/containerRestart';
import { podSandboxChanged } from '../state/podSandboxChanged';
import type { ProbeResults } from '../state/probeResults';
import { containersToReset } from '../state/restartAllContainers';
import { findContainer, type RuntimePodStatus } from '../state/runtimePodStatus';

/**
 * Compares the pod with what the runtime has of it (computePodActions, kuberuntime_manager.go, 1.37).
 * @param restartAll whether the condition AllContainersRestarting holds
 */
export function computePodActions(
  pod: Pod,
  status: RuntimePodStatus,
  probes: ProbeResults,
  restartAll = false,
): PodActions {
  const spec = pod.spec!;
  const { changed, attempt, sandboxId, why } = podSandboxChanged(pod, status);
  const actions: PodActions = {
    killPod: changed,
    createSandbox: changed,
    killCause: { type: 'sandboxChanged', what: why },
    sandboxCause: sandboxId === undefined ? { type: 'noSandbox', failures: 0 } : { type: 'sandboxChanged', what: why },
    sandboxId,
    attempt,
    initContainersToStart: [],
    containersToStart: [],
    ephemeralContainersToStart: [],
    startCauses: new Map(),
    containersToKill: [],
    containersToReset: [],
  };
  if (restartAll) return { ...actions, containersToReset: containersToReset(pod, status) };
  if (changed) return withNewSandbox(pod, status, actions);

  for (const [i, { name }] of (spec.ephemeralContainers ?? []).entries()) {
    if (findContainer(status, name)) continue;
    actions.ephemeralContainersToStart.push(i);
    actions.startCauses.set(name, { type: 'ephemeral' });
  }
  const initialized = computeInitContainerActions(pod, status, probes, actions);
  if (actions.killPod || !initialized) return actions;

  let kept = 0;
  for (const [i, container] of spec.containers.entries()) {
    const state = findContainer(status, container.name);
    if (state?.state !== 'CONTAINER_RUNNING') {
      if (shouldContainerBeRestarted(container, pod, status)) {
        actions.containersToStart.push(i);
        actions.startCauses.set(container.name, startCause(pod, container, state));
      }
      continue;
    }
    const failed = (['liveness', 'startup'] as const).find((kind) => probes.get(state.id, kind) === 'Failure');
    if (!failed) {
      kept++;
      continue;
    }
    const restart = container.restartPolicy ? container.restartPolicy !== 'Never' : shouldRestartOnFailure(pod);
    if (restart) {
      actions.containersToStart.push(i);
      actions.startCauses.set(container.name, { type: 'probeFailed', probe: failed });
    }
    actions.containersToKill.push({
      container,
      state,
      message: `Container ${container.name} failed ${failed} probe${restart ? ', will be restarted' : ''}`,
      reason: failed === 'liveness' ? 'LivenessProbe' : 'StartupProbe',
      because: {
        type: 'probeFailed',
        probe: failed,
        threshold: container[`${failed}Probe`]?.failureThreshold ?? 3,
        restarts: restart,
      },
    });
  }
  if (kept === 0 && actions.containersToStart.length === 0) {
    actions.killPod = true;
    actions.killCause = { type: 'nothingLeft' };
    actions.initContainersToStart = [];
  }
  return actions;
}

function withNewSandbox(pod: Pod, status: RuntimePodStatus, actions: PodActions): PodActions {
  const { containers, initContainers = [], restartPolicy } = pod.spec!;
  if (!shouldRestartOnFailure(pod) && actions.attempt !== 0 && status.containers.length > 0) {
    return { ...actions, createSandbox: false, killCause: { type: 'nothingLeft' } };
  }
  const toStart = [...containers.keys()].filter((i) => {
    const container = containers[i]!;
    const found = findContainer(status, container.name);
    const succeeded = found?.state === 'CONTAINER_EXITED' && found.exitCode === 0;
    return !((container.restartPolicy ?? restartPolicy) === 'OnFailure' && succeeded);
  });
  if (toStart.length === 0 && containers.some(({ name }) => findContainer(status, name))) {
    return { ...actions, createSandbox: false, killCause: { type: 'nothingLeft' } };
  }
  if (initContainers.length > 0) actions.initContainersToStart = [0];
  else actions.containersToStart = toStart;
  const isNew = actions.sandboxId !== undefined;
  const starts = initContainers.length > 0 ? initContainers.slice(0, 1) : toStart.map((i) => containers[i]!);
  for (const { name } of starts) actions.startCauses.set(name, { type: isNew ? 'newSandbox' : 'first' });
  return actions;
}
