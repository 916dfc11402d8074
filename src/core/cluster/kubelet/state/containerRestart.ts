import type { Container, ContainerRestartRule, Pod } from '../../../api/types';
import { findContainer, type RuntimePodStatus } from './runtimePodStatus';

/** A sidecar: an init container that is kept running (pkg/api/v1/pod/util.go IsRestartableInitContainer, 1.37). */
export function isRestartableInitContainer({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

/** Whether the pod's own policy lets a failed container be restarted. */
export function shouldRestartOnFailure(pod: Pod): boolean {
  return pod.spec?.restartPolicy !== 'Never';
}

/** The first of the container's rules that speaks of this code (pkg/api/v1/pod/util.go FindMatchingContainerRestartRule, 1.37). */
export function matchingRestartRule(
  { restartPolicyRules = [] }: Container,
  exitCode: number,
): ContainerRestartRule | undefined {
  return restartPolicyRules.find(({ exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return exitCodes !== undefined && listed === (exitCodes.operator === 'In');
  });
}

/** Whether a container that ended with this code is started again (pkg/api/v1/pod/util.go ContainerShouldRestart, 1.37). */
export function containerShouldRestart(container: Container, pod: Pod, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    return matchingRestartRule(container, exitCode) !== undefined || mayRestart(container.restartPolicy, exitCode);
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
