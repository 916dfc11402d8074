import type { Pod } from '../api/types';
import type { ContainerState, SandboxState, SimulatedRuntime } from '../runtime/simulatedRuntime';

/** What the runtime has of a pod: kubecontainer.PodStatus (pkg/kubelet/container/runtime.go, 1.37). */
export interface RuntimePodStatus {
  /** The newest first. */
  sandboxes: SandboxState[];
  /** The newest first. */
  containers: ContainerState[];
  ips: string[];
}

export const noRuntimePodStatus: RuntimePodStatus = { sandboxes: [], containers: [], ips: [] };

/** A copy of what the runtime has, as the PLEG puts it into the kubelet's cache. */
export function readPodStatus(runtime: SimulatedRuntime, uid: string): RuntimePodStatus {
  const sandboxes = [...runtime.sandboxes.values()]
    .filter(({ config }) => config.metadata?.uid === uid)
    .map((sandbox) => ({ ...sandbox }))
    .reverse();
  const containers = [...runtime.containers.values()]
    .filter(({ podUid }) => podUid === uid)
    .map((container) => ({ ...container }))
    .reverse();
  const ready = sandboxes.find((sandbox) => sandbox.ready);
  return { sandboxes, containers, ips: ready?.ip ? [ready.ip] : [] };
}

export function nameOf(container: ContainerState): string {
  return container.config.metadata?.name ?? '';
}

/** The newest container of that name. */
export function findContainer(status: RuntimePodStatus, name: string): ContainerState | undefined {
  return status.containers.find((container) => nameOf(container) === name);
}

/** The newest container of that name in the sandbox that is ready. */
export function findActiveContainer(status: RuntimePodStatus, name: string): ContainerState | undefined {
  const active = status.sandboxes[0];
  if (!active?.ready) return undefined;
  return status.containers.find((container) => container.sandboxId === active.id && nameOf(container) === name);
}

/** Whether a container that is no init container has been started in the present sandbox. */
export function hasAnyActiveRegularContainerStarted(pod: Pod, status: RuntimePodStatus): boolean {
  return (pod.spec?.containers ?? []).some(({ name }) => {
    const found = findActiveContainer(status, name);
    return found !== undefined && found.state !== 'CONTAINER_CREATED';
  });
}
