import type { Container, ContainerStatus, ContainerStateTerminated, EphemeralContainer, Pod } from '../api/types';
import { time } from '../apiserver/timestamps';
import type { ContainerState } from '../runtime/simulatedRuntime';
import type { KubeletContext } from './kubeletContext';
import { handlerFeatures, runtimeHandler } from './kuberuntime/runtimeHandler';
import { containersNamed, type RuntimePodStatus } from './runtimePodStatus';
import { statusNamed } from './statusNamed';
import type { SyncError } from './syncError';
import { shouldContainerBeRestarted } from './containerRestart';

export interface StatusInput {
  ctx: KubeletContext;
  pod: Pod;
  runtime: RuntimePodStatus;
  /** Why the last sync could not start containers, by name. */
  failures: ReadonlyMap<string, SyncError>;
  /** `containerd`, `fakecri`: the scheme of container ids. */
  runtimeName: string;
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
    if (!done) showFailure(input, container, seen[0], status);
    return status;
  });
}

/** A container that the runtime does not have: waiting, or as it was said last. */
function notYet(
  input: StatusInput,
  container: Container | EphemeralContainer,
  old: ContainerStatus | undefined,
  reason: string,
): ContainerStatus {
  if (old?.state?.terminated) return { ...old };
  const mounts = mountStatuses(input, container);
  return {
    name: container.name,
    state: { waiting: { reason } },
    lastState: old?.lastState ?? {},
    ready: false,
    restartCount: old?.restartCount ?? 0,
    image: container.image ?? '',
    imageID: '',
    started: false,
    ...(mounts.length > 0 && { volumeMounts: mounts }),
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
    restartCount: Math.max(attempt, old?.restartCount ?? 0),
    image: state.config.image?.user_specified_image ?? container.image ?? '',
    imageID: state.config.image?.image ?? '',
    containerID: idOf(input, state),
    ...(input.ctx.release.readsTodaysFields && {
      ...(requests && { allocatedResources: requests }),
      resources: container.resources ?? {},
    }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

function stateOf(input: StatusInput, state: ContainerState): NonNullable<ContainerStatus['state']> {
  switch (state.state) {
    case 'CONTAINER_CREATED':
      return { waiting: {} };
    case 'CONTAINER_RUNNING':
      return { running: { startedAt: time(state.startedAt) } };
    case 'CONTAINER_EXITED': {
      const terminated = {
        exitCode: state.exitCode,
        reason: state.reason,
        startedAt: state.startedAt > 0 ? time(state.startedAt) : null,
        finishedAt: time(state.finishedAt),
        containerID: idOf(input, state),
      };
      return { terminated: terminated as unknown as ContainerStateTerminated };
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
  if (!failure) {
    return;
  }
  if (status.state?.terminated) status.lastState = { terminated: status.state.terminated };
  status.state = { waiting: { reason: failure.reason, message: failure.message } };
}

function mountStatuses(
  { ctx, pod }: StatusInput,
  container: Container | EphemeralContainer,
): NonNullable<ContainerStatus['volumeMounts']> {
  if (!ctx.release.readsTodaysFields) return [];
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
