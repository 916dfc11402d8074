import { Quantity } from '../../../api/quantity';
import type { Pod } from '../../../api/types';
import { aggregateContainers } from '../../../componentHelpers/podResources';
import { entryOf, setEntry } from '../../../entryOf';
import { setIfAbsent } from './setDefault';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** Resources that a pod as a whole can ask for (component-helpers/resource/helpers.go IsSupportedPodLevelResource, 0.37). */
function isPodLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

/**
 * Fills in what a pod with resources of its own leaves out: from its containers' and its limits
 * (pkg/api/pod/util.go DefaultPodLevelResources, 1.37; before, pkg/apis/core/v1/defaults.go defaultPodRequests, 1.36, which
 * asks for nothing where there are no limits). Changes the pod.
 */
export function defaultPodLevelResources(pod: Pod, { gates }: KubernetesRelease): void {
  const own = pod.spec?.resources;
  if (!own || Object.keys({ ...own.requests, ...own.limits }).length === 0) return;
  const requests = { ...own.requests };
  const limits = { ...own.limits };

  for (const [name, amount] of aggregateContainers(pod, 'limits')) {
    if (name.startsWith('hugepages-') && !Object.hasOwn(requests, name)) setIfAbsent(limits, name, amount.toString());
  }
  const isFixed = gates.PodLevelResourcesFixDefaulting;
  const hasRequests = isFixed || Object.keys(limits).length > 0;
  for (const [name, amount] of aggregateContainers(pod, 'requests')) {
    if (!hasRequests) break;
    if (name === 'cpu' || name === 'memory') setIfAbsent(requests, name, amount.toString());
  }
  for (const [name, amount] of Object.entries(limits)) if (isPodLevel(name)) setIfAbsent(requests, name, amount);

  // Where all containers have a limit, so has the pod.
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const ofContainers = aggregateContainers(pod, 'limits');
  for (const [name, request] of isFixed ? Object.entries(requests) : []) {
    if (!isPodLevel(name) || Object.hasOwn(limits, name)) continue;
    if (!containers.every(({ resources }) => entryOf(resources?.limits, name) !== undefined)) continue;
    const limit = ofContainers.get(name);
    if (limit) setEntry(limits, name, Quantity.of(request).compare(limit) > 0 ? request : limit.toString());
  }
  pod.spec!.resources = {
    ...own,
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(Object.keys(requests).length > 0 && { requests }),
  };
}
