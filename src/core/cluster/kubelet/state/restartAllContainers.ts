import type { Container, Pod, PodStatus } from '../../../api/types';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import { matchingRestartRule } from './containerRestart';
import { findContainer, nameOf, type RuntimePodStatus } from './runtimePodStatus';

/** The reason of what a container was before all were restarted. */
export const restartingAllContainers = 'RestartingAllContainers';

function allContainers({ spec }: Pod): Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

function restartsAll(container: Container, exitCode: number): boolean {
  return matchingRestartRule(container, exitCode)?.action === 'RestartAllContainers';
}

/** Whether any container may cause that (pkg/api/v1/pod/util.go AllContainersCouldRestart, 1.37). */
export function allContainersCouldRestart(pod: Pod): boolean {
  return allContainers(pod).some(({ restartPolicyRules }) =>
    restartPolicyRules?.some(({ action }) => action === 'RestartAllContainers'),
  );
}

/**
 * Whether a container's end caused that all are to be started anew, and they are not yet
 * (pkg/kubelet/container/helpers.go ShouldAllContainersRestart, 1.37).
 * @param runtime what the runtime has; undefined where only the API's word counts
 */
export function shouldAllContainersRestart(
  pod: Pod,
  runtime: RuntimePodStatus | undefined,
  status: PodStatus | undefined,
): boolean {
  if (
    status?.conditions?.some((condition) => condition.type === 'AllContainersRestarting' && condition.status === 'True')
  )
    return true;
  const told = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return allContainers(pod).some((container) => {
    if (runtime) {
      const found = findContainer(runtime, container.name);
      if (found?.state !== 'CONTAINER_EXITED') return false;
      if (restartsAll(container, found.exitCode)) return true;
    }
    const ended = told.find(({ name }) => name === container.name)?.state?.terminated;
    return ended !== undefined && restartsAll(container, ended.exitCode ?? 0);
  });
}

/** The condition AllContainersRestarting (pkg/kubelet/status/generate.go, 1.37). */
export function allContainersRestartingFact(
  pod: Pod,
  runtime: RuntimePodStatus,
  old: PodStatus | undefined,
  phase: string,
): { status: 'True' | 'False'; reason?: string; message?: string } {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const cleanedUp = allContainers(pod).every(({ name }) => !findContainer(runtime, name));
  if (cleanedUp || !shouldAllContainersRestart(pod, runtime, old)) return { status: 'False' };
  const message = 'container exited with restart policy rule';
  return { status: 'True', reason: 'RestartAllContainersStarted', message };
}

export interface ContainerToReset {
  container: Container;
  state: ContainerState;
  /** Whether it has to be stopped first. */
  kill: boolean;
}

/**
 * What is stopped and removed, in that order: those whose end caused it come last
 * (getContainersToReset, pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37).
 */
export function containersToReset(pod: Pod, runtime: RuntimePodStatus): ContainerToReset[] {
  const reset = (containers: readonly Container[] = []): ContainerToReset[] =>
    containers.flatMap((container) =>
      runtime.containers
        .filter((state) => nameOf(state) === container.name)
        .map((state) => ({ container, state, kill: state.state !== 'CONTAINER_EXITED' })),
    );
  const isSource = ({ container, state, kill }: ContainerToReset): boolean =>
    !kill && restartsAll(container, state.exitCode);
  const [main, init] = [reset(pod.spec?.containers), reset(pod.spec?.initContainers)];
  return [
    ...main.filter((one) => !isSource(one)),
    ...init.filter((one) => !isSource(one)),
    ...main.filter(isSource),
    ...init.filter(isSource),
  ];
}
