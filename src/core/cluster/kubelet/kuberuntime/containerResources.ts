import { Quantity } from '../../../api/quantity';
import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type { LinuxContainerResources } from '../../../cri/types';
import type { KubeletContext } from '../context/kubeletContext';
import { cgroupsOf } from './cgroups';
import { hugepageLimits } from './hugepageLimits';
import { calculateLinuxResources } from './linuxResources';
import { oomScoreAdj } from './oomScoreAdj';
import { amountOf, isPodLevelResourcesSet } from '../../../componentHelpers/podResources';
import { entryOf } from '../../../entryOf';

/**
 * What a container may use.
 * pkg/kubelet/kuberuntime/kuberuntime_container_linux.go (generateLinuxContainerResources), 1.37.
 */
export function containerResources(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
): LinuxContainerResources {
  const { node, release } = ctx;
  const cpuLimit = effectiveLimit(pod, container, 'cpu');
  const cpuRequest = container.resources?.requests?.['cpu'];
  const resources = calculateLinuxResources(
    ctx,
    cpuRequest === undefined ? undefined : Quantity.of(cpuRequest),
    cpuLimit,
    effectiveLimit(pod, container, 'memory'),
  );
  const score = oomScoreAdj(ctx, pod, container);
  if (score !== 0) resources.oom_score_adj = String(score);
  const pages = hugepageLimits(node, pod, container);
  if (pages.length > 0) resources.hugepage_limits = pages;

  const { version, swap } = cgroupsOf(node);
  // Swapping is off unless the kubelet is told otherwise: the limit of memory and swap is that of memory.
  if (release.swapLimit && swap && version === 1 && resources.memory_limit_in_bytes) {
    resources.memory_swap_limit_in_bytes = resources.memory_limit_in_bytes;
  }
  if (release.unifiedResources && version === 2) {
    resources.unified = {
      ...resources.unified,
      ...(swap ? { 'memory.swap.max': '0' } : {}),
      // MemoryQoS reserves nothing unless the kubelet's memoryReservationPolicy says so.
      ...(release.gates.MemoryQoS ? { 'memory.min': '0', 'memory.low': '0' } : {}),
    };
  }
  return resources;
}

/** The container's limit, or else the pod's where the pod has resources of its own. */
function effectiveLimit(pod: Pod, container: Container | EphemeralContainer, resource: string): Quantity {
  const limit = amountOf(container, 'limits', resource);
  if (!limit.isZero() || !isPodLevelResourcesSet(pod)) return limit;
  return Quantity.of(entryOf(pod.spec?.resources?.limits, resource));
}
