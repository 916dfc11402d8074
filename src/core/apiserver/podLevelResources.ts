import type { Pod, Quantity as Written } from '../api/types';
import { aggregateContainers } from '../kubelet/kuberuntime/podResources';

/** Resources that a pod can have as a whole (component-helpers/resource/helpers.go, 0.37). */
function isPodLevel(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/**
 * Fills in what a pod's own resources leave open: requests from its containers' or from its limits,
 * hugepage limits from its containers' (pkg/apis/core/v1/defaults.go defaultPodRequests, 1.37).
 */
export function defaultPodLevelResources(pod: Pod): void {
  const resources = pod.spec?.resources;
  if (!pod.spec || !resources) return;
  const limits: Record<string, Written> = { ...resources.limits };
  const requests: Record<string, Written> = { ...resources.requests };
  if (Object.keys(limits).length + Object.keys(requests).length > 0) {
    for (const [name, amount] of aggregateContainers(pod, 'limits')) {
      if (name.startsWith('hugepages-') && requests[name] === undefined) limits[name] ??= amount.toString();
    }
  }
  if (Object.keys(limits).length > 0) {
    for (const [name, amount] of aggregateContainers(pod, 'requests')) {
      if (name === 'cpu' || name === 'memory') requests[name] ??= amount.toString();
    }
    for (const [name, limit] of Object.entries(limits)) if (isPodLevel(name)) requests[name] ??= limit;
  }
  pod.spec.resources = {
    ...resources,
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(Object.keys(requests).length > 0 && { requests }),
  };
}
