import { Quantity } from '../api/quantity';
import type { Pod, ResourceRequirements } from '../api/types';
import { isPodLevelResourcesSet } from './podResources';
import { entryOf } from '../entryOf';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/**
 * The pod's quality of service: the class in its status, or else what its CPU and memory amount to.
 * pkg/apis/core/v1/helper/qos/qos.go, 1.37.
 */
export function podQosClass(pod: Pod): QosClass {
  return (pod.status?.qosClass as QosClass | undefined) ?? computePodQosClass(pod);
}

/** The class from the pod's spec alone, as the API server sets it. */
export function computePodQosClass(pod: Pod): QosClass {
  if (isPodLevelResourcesSet(pod)) return requirementsClass(pod.spec?.resources);
  let podClass: QosClass | undefined;
  for (const container of [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]) {
    const containerClass = requirementsClass(container.resources);
    if (containerClass === 'Burstable' || (podClass && podClass !== containerClass)) return 'Burstable';
    podClass = containerClass;
  }
  return podClass ?? 'BestEffort';
}

function requirementsClass(resources: ResourceRequirements | undefined): QosClass {
  const cpu = resourceClass(resources, 'cpu');
  return cpu === resourceClass(resources, 'memory') ? cpu : 'Burstable';
}

function resourceClass(resources: ResourceRequirements | undefined, resource: string): QosClass {
  const request = Quantity.of(entryOf(resources?.requests, resource));
  const limit = Quantity.of(entryOf(resources?.limits, resource));
  if (request.compare(limit) !== 0) return 'Burstable';
  return request.isZero() ? 'BestEffort' : 'Guaranteed';
}
