import { keepsField } from '../../../release/kubernetesRelease';
import type { Container, ContainerStateTerminated, ContainerStatus, EphemeralContainer, Pod } from '../../../api/types';
import { time } from '../../../api/timestamps';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import type { KubeletContext } from '../context/kubeletContext';
import { handlerFeatures, runtimeHandler } from '../kuberuntime/runtimeHandler';
import { containersNamed, findContainer, type RuntimePodStatus } from '../state/runtimePodStatus';
import { statusNamed } from './statusNamed';
import { isRestartableInitContainer, shouldContainerBeRestarted } from '../state/containerRestart';
import { restartingAllContainers } from '../state/restartAllContainers';
import type { SyncError } from '../context/syncError';
import { unlocatedContainer } from './unlocatedContainer';

export interface StatusInput {
  ctx: KubeletContext;
  pod: Pod;
  runtime: RuntimePodStatus;
  /** Why the last sync could not start containers, by name. */
  failures: ReadonlyMap<string, SyncError>;
  /** `containerd`, `fakecri`: the scheme of container ids. */
  runtimeName: string;
  /** Whether all containers are being started anew. */
  podRestarting: boolean;
}

/**
 * The statuses of one kind of the pod's containers, in the spec's order
 * (convertToAPIContainerStatuses, pkg/kubelet/kubelet_pods.go, 1.37).
 * @param previous what the kubelet said last
 */
export function containerStatuses(
  input: StatusInput,
  containers: readonly (Container | EphemeralContainer)[],
  previous: readonly ContainerStatus[],
  { init, hasInitContainers }: { init: boolean; hasInitContainers: boolean },
): ContainerStatus[] {
  const waitingReason = hasInitContainers ? 'PodInitializing' : 'ContainerCreating';
  return containers.map((container) => {
    const old = statusNamed(previous, container.name);
    const seen = containersNamed(input.runtime, container.name);
    const status = seen[0] ? fromRuntime(input, container, seen[0], old) : notYet(input, container, old, waitingReason);
    if (seen[0] && seen[1]) status.lastState = stateOf(input, seen[1]);
    const done = init && seen[0]?.state === 'CONTAINER_EXITED' && seen[0].exitCode === 0;
    if (done) return status;
    if (
      init &&
      input.ctx.release.infersEndedInitContainer &&
      !seen[0] &&
      status.state?.waiting &&
      hasAnyRegularContainer(input) &&
      !isRestartableInitContainer(container)
    ) {
      return { ...status, state: { terminated: forgottenInitContainer } };
    }
    showFailure(input, container, seen[0], status);
    return status;
  });
}

/** How an init container is said to have ended that is gone, though the pod was initialized. */
const forgottenInitContainer = {
  exitCode: 0,
  reason: 'Completed',
  message:
    'Unable to get init container status from container runtime and pod has been initialized, treat it as exited normally',
  startedAt: null,
  finishedAt: null,
};

function hasAnyRegularContainer({ pod, runtime }: StatusInput): boolean {
  return pod.spec!.containers.some(({ name }) => findContainer(runtime, name));
}

/** A container that the runtime does not have: waiting, or as it was said last. */
function notYet(
  input: StatusInput,
  container: Container | EphemeralContainer,
  old: ContainerStatus | undefined,
  reason: string,
): ContainerStatus {
  if (input.podRestarting && old && !old.state?.waiting) return removed(old);
  if (old?.state?.terminated) return { ...old };
  const mounts = mountStatuses(input, container);
  const status: ContainerStatus = {
    name: container.name,
    state: { waiting: { reason } },
    lastState: old?.lastState ?? {},
    ready: false,
    restartCount: old?.restartCount ?? 0,
    image: container.image ?? '',
    imageID: '',
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
  if (!old?.state?.running || old.lastState?.terminated) return status;
  // It ran and can not be found: it has ended somehow, or the pod would be pending again.
  const message = 'The container could not be located when the pod was deleted.  The container used to be Running';
  status.lastState = { terminated: { ...unlocatedContainer, message } };
  if (!input.pod.metadata?.deletionTimestamp) status.restartCount++;
  return status;
}

/** A container that was removed because all are started anew. */
function removed(old: ContainerStatus): ContainerStatus {
  const message = 'The container is removed because RestartAllContainers in place';
  const ended = { ...unlocatedContainer, reason: restartingAllContainers, message };
  return {
    ...old,
    state: { waiting: { reason: restartingAllContainers, message } },
    lastState: { terminated: ended },
    restartCount: (old.restartCount ?? 0) + 1,
  };
}

function fromRuntime(
  input: StatusInput,
  container: Container | EphemeralContainer,
  state: ContainerState,
  old: ContainerStatus | undefined,
): ContainerStatus {
  const mounts = old?.volumeMounts ?? mountStatuses(input, container);
  const attempt = state.config.metadata?.attempt ?? 0;
  const lastTerminated =
    old?.containerID !== idOf(input, state) && old?.state?.terminated
      ? old.state.terminated
      : old?.lastState?.terminated;
  const { requests } = container.resources ?? {};
  return {
    name: container.name,
    state: stateOf(input, state),
    lastState: lastTerminated ? { terminated: lastTerminated } : {},
    ready: false,
    restartCount: restartCount(attempt, state, old),
    image: state.config.image?.user_specified_image ?? state.config.image?.image ?? '',
    imageID: state.config.image?.image ?? '',
    containerID: idOf(input, state),
    ...(input.ctx.release.gates.InPlacePodVerticalScaling && {
      ...(requests && { allocatedResources: requests }),
      resources: container.resources ?? {},
    }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** The runtime's count, but never less than what was said before. */
function restartCount(attempt: number, { state }: ContainerState, old: ContainerStatus | undefined): number {
  const before = old?.restartCount ?? 0;
  if (state === 'CONTAINER_RUNNING' && old?.state?.terminated && before >= attempt) return before + 1;
  return Math.max(attempt, before);
}

function stateOf(input: StatusInput, state: ContainerState): NonNullable<ContainerStatus['state']> {
  switch (state.state) {
    case 'CONTAINER_CREATED':
      return { waiting: {} };
    case 'CONTAINER_RUNNING':
      return { running: { startedAt: time(state.startedAt) } };
    case 'CONTAINER_EXITED': {
      const terminated: ContainerStateTerminated = {
        exitCode: state.exitCode,
        reason: state.reason,
        startedAt: time(Math.max(0, state.startedAt)), // of one that never started: the beginning of Unix's time
        finishedAt: time(state.finishedAt),
        containerID: idOf(input, state),
      };
      return { terminated };
    }
  }
}

/** A container that is to be started and could not be, waits; what it was before is its last state. */
function showFailure(
  { pod, runtime, failures }: StatusInput,
  container: Container | EphemeralContainer,
  state: ContainerState | undefined,
  status: ContainerStatus,
): void {
  if ('targetContainerName' in container ? state !== undefined : !shouldContainerBeRestarted(container, pod, runtime))
    return;
  if (status.state?.running) return;
  const failure = failures.get(container.name);
  if (!failure) return;
  if (status.state?.terminated) status.lastState = { terminated: status.state.terminated };
  status.state = { waiting: { reason: failure.reason, message: failure.message } };
}

function mountStatuses(
  { ctx, pod }: StatusInput,
  container: Container | EphemeralContainer,
): NonNullable<ContainerStatus['volumeMounts']> {
  if (!keepsField(ctx.release, 'ContainerStatus', 'volumeMounts')) return [];
  const recursive = handlerFeatures(ctx.node, runtimeHandler(ctx, pod))?.recursiveReadOnlyMounts === true;
  return (container.volumeMounts ?? []).map(({ name, mountPath, readOnly, recursiveReadOnly: wanted }) => ({
    name,
    mountPath,
    ...(readOnly && {
      readOnly,
      recursiveReadOnly: wanted === 'Enabled' || (wanted === 'IfPossible' && recursive) ? 'Enabled' : 'Disabled',
    }),
  }));
}

function idOf({ runtimeName }: StatusInput, { id }: ContainerState): string {
  return `${runtimeName}://${id}`;
}
