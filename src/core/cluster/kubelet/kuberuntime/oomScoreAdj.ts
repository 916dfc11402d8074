import { Quantity } from '../../../api/quantity';
import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';
import { podQosClass } from '../../../componentHelpers/podQosClass';
import { aggregateContainers, amountOf, isPodLevelRequestsSet } from '../../../componentHelpers/podResources';

const bestEffort = 1000;
/** The priority from which on a pod is critical. */
const systemCriticalPriority = 2_000_000_000;

/**
 * How willingly the kernel kills a container when the node is out of memory: from -997 (last) to 1000 (first).
 * Between them, the more of the node's memory a container requests, the later.
 * pkg/kubelet/qos/policy.go, 1.37.
 */
export function oomScoreAdj(
  { node, release }: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
): number {
  const guaranteed = release.guaranteedOomScoreAdj;
  const critical = (pod.spec?.priority ?? 0) >= systemCriticalPriority;
  if (critical && (!release.sparesOnlyNodeCritical || pod.spec?.priorityClassName === 'system-node-critical')) {
    return guaranteed;
  }
  const qos = podQosClass(pod);
  if (qos === 'Guaranteed') return guaranteed;
  if (qos === 'BestEffort') return bestEffort;

  const capacity = Quantity.of(node.capacity['memory']).value() || 1n;
  const scoreOf = (memory: bigint): number => 1000 - Number((1000n * memory) / capacity);
  const share = isPodLevelRequestsSet(pod) ? unassignedShare(pod) : 0n;
  let score = scoreOf(amountOf(container, 'requests', 'memory').value() + share);
  if (isSidecar(pod, container)) score = Math.min(score, scoreOf(leastRegularRequest(pod) + share));

  if (score < 1000 + guaranteed) return 1000 + guaranteed;
  return score === bestEffort ? bestEffort - 1 : score;
}

function isSidecar(pod: Pod, { name, restartPolicy }: Container | EphemeralContainer): boolean {
  return restartPolicy === 'Always' && (pod.spec?.initContainers ?? []).some((container) => container.name === name);
}

/** A sidecar is killed no sooner than the regular container that requests least. */
function leastRegularRequest(pod: Pod): bigint {
  let least: bigint | undefined;
  for (const container of pod.spec?.containers ?? []) {
    const request = amountOf(container, 'requests', 'memory').value();
    if (least === undefined || request < least) least = request;
  }
  return least ?? 0n;
}

/** What the pod requests beyond its containers' own requests, spread over all of them. */
function unassignedShare(pod: Pod): bigint {
  const memory = Quantity.of(pod.spec?.resources?.requests?.['memory']);
  if (memory.isZero()) return 0n;
  const rest = memory.value() - (aggregateContainers(pod, 'requests').get('memory') ?? Quantity.zero).value();
  const count = (pod.spec?.containers.length ?? 0) + (pod.spec?.initContainers?.length ?? 0);
  return rest > 0n && count > 0 ? rest / BigInt(count) : 0n;
}
