import type { ContainerStatus } from '../../api/types';
import type { Finding } from '../facts/finding';
import { conditionText, type PodFacts } from '../facts/podFacts';

/** What is asked of a pod that is Ready, and is not done: other resources, a container to debug it. */
export function besides(facts: PodFacts): Finding[] {
  return [...resize(facts), ...debugging(facts)];
}

/** A change of resources in place (pkg/kubelet/allocation, 1.37). */
function resize(facts: PodFacts): Finding[] {
  const pending = facts.condition('PodResizePending');
  const failing = facts.condition('PodResizeInProgress');
  const isInfeasible = pending?.reason === 'Infeasible';
  const told =
    pending?.status === 'True'
      ? pending
      : failing?.status === 'True' && failing.reason === 'Error'
        ? failing
        : undefined;
  if (!told) return [];
  return [
    {
      name: isInfeasible ? 'resize-infeasible' : 'resize-pending',
      isWaiting: !isInfeasible,
      cause: `its new resources are not given to it (${told.type}, ${told.reason ?? 'no reason is given'}): ${told.message ?? 'the condition does not say why'}`,
      evidence: conditionText(told),
      field: 'containers[0].resources',
      next: isInfeasible
        ? 'ask for no more than its node can have, or create the pod again on a larger node'
        : 'wait until other pods on its node need less, or create the pod again on another node',
      command: facts.describe,
    },
  ];
}

/** A debug container (kubectl debug) that does not start; the pod is Ready without it. */
function debugging(facts: PodFacts): Finding[] {
  const statuses: readonly ContainerStatus[] = facts.pod.status?.ephemeralContainerStatuses ?? [];
  return statuses.flatMap(({ name, state }) => {
    const { reason = '', message } = state?.waiting ?? {};
    if (!/Err|BackOff|Invalid/.test(reason)) return [];
    return [
      {
        name: 'debug-container-waits',
        container: name,
        isWaiting: true,
        cause: `its debug container ${name} does not start (${reason})${message ? `: ${message}` : ''}; the other containers are not affected`,
        evidence: `waiting: ${reason}${message ? `: ${message}` : ''}`,
        field: 'ephemeralContainers',
        next: 'give kubectl debug an image that can be pulled; you cannot change a debug container, but you can add another one',
        command: facts.describe,
      },
    ];
  });
}
