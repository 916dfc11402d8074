import type { Container, Pod } from '../api/types';
import { findContainer, type RuntimePodStatus } from './runtimePodStatus';

/** A sidecar: an init container that is kept running (pkg/api/v1/pod/util.go IsRestartableInitContainer, 1.37). */
export function isRestartableInitContainer({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

/** Whether the pod's own policy lets a failed container be restarted. */
export function shouldRestartOnFailure(pod: Pod): boolean {
  return pod.spec?.restartPolicy !== 'Never';
}

/** Whether a container that ended with this code is started again (pkg/api/v1/pod/util.go ContainerShouldRestart, 1.37). */
export function containerShouldRestart(container: Container, pod: Pod, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    for (const { exitCodes } of container.restartPolicyRules ?? []) {
      const listed = exitCodes?.values?.includes(exitCode) ?? false;
      if (exitCodes && listed === (exitCodes.operator === 'In')) return true;
    }
    return mayRestart(container.restartPolicy, exitCode);
  }
  return mayRestart(pod.spec?.restartPolicy, exitCode);
}

function mayRestart(policy: string | undefined, exitCode: number): boolean {
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** Whether a container that is not running is to be started (pkg/kubelet/container/helpers.go ShouldContainerBeRestarted, 1.37). */
export function shouldContainerBeRestarted(container: Container, pod: Pod, status: RuntimePodStatus): boolean {
  if (pod.metadata?.deletionTimestamp) return false;
  const found = findContainer(status, container.name);
  if (!found || found.state === 'CONTAINER_CREATED') return true;
  if (found.state === 'CONTAINER_RUNNING') return false;
  return containerShouldRestart(container, pod, found.exitCode);
}
