import type { Pod } from '../../../api/types';
import { groupedBy } from '../../../groupedBy';
import type { ContainerState, SandboxState, SimulatedRuntime } from '../../runtime/simulatedRuntime';

/** What the runtime has of a pod: kubecontainer.PodStatus (pkg/kubelet/container/runtime.go, 1.37). */
export interface RuntimePodStatus {
  /** The newest first. */
  sandboxes: SandboxState[];
  /** The newest first. The list itself is not changed. */
  containers: readonly ContainerState[];
  ips: string[];
}

export const noRuntimePodStatus: RuntimePodStatus = { sandboxes: [], containers: [], ips: [] };

/** A copy of what the runtime has, as the PLEG puts it into the kubelet's cache. */
export function readPodStatus(runtime: SimulatedRuntime, uid: string): RuntimePodStatus {
  const parts = runtime.ofPod(uid);
  const sandboxes = [...parts.sandboxes.values()].map((sandbox) => ({ ...sandbox })).reverse();
  const containers = [...parts.containers.values()].map((container) => ({ ...container })).reverse();
  const ready = sandboxes.find((sandbox) => sandbox.ready);
  return { sandboxes, containers, ips: ready?.ip ? [ready.ip] : [] };
}

export function nameOf(container: ContainerState): string {
  return container.config.metadata?.name ?? '';
}

const known = new WeakMap<readonly ContainerState[], Map<string, ContainerState[]>>();

/** The containers of that name, the newest first. */
export function containersNamed({ containers }: RuntimePodStatus, name: string): readonly ContainerState[] {
  let byName = known.get(containers);
  if (!byName) known.set(containers, (byName = groupedBy(containers, nameOf)));
  return byName.get(name) ?? [];
}

/** The newest container of that name. */
export function findContainer(status: RuntimePodStatus, name: string): ContainerState | undefined {
  return containersNamed(status, name)[0];
}

/** The newest container of that name in the sandbox that is ready. */
export function findActiveContainer(status: RuntimePodStatus, name: string): ContainerState | undefined {
  const active = status.sandboxes[0];
  if (!active?.ready) return undefined;
  return containersNamed(status, name).find((container) => container.sandboxId === active.id);
}

/** Whether a container that is no init container has been started in the present sandbox. */
export function hasAnyActiveRegularContainerStarted(pod: Pod, status: RuntimePodStatus): boolean {
  return (pod.spec?.containers ?? []).some(({ name }) => {
    const found = findActiveContainer(status, name);
    return found !== undefined && found.state !== 'CONTAINER_CREATED';
  });
}
