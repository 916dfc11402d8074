import { Quantity } from '../api/quantity';
import type { Container, EphemeralContainer, Pod, ResourceRequirements } from '../api/types';
import { entryOf } from '../entryOf';

/** Amounts by resource name. */
export type ResourceList = Map<string, Quantity>;

type Amounts = ResourceRequirements['limits'];
type Which = 'requests' | 'limits';

/** One amount of a container's requests or limits; zero where there is none. */
export function amountOf(container: Container | EphemeralContainer, which: Which, resource: string): Quantity {
  return Quantity.of(entryOf(container.resources?.[which], resource));
}

function podLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

/** Whether requests or limits are set for the pod as a whole, of a resource for which that is possible. */
export function isPodLevelResourcesSet(pod: Pod): boolean {
  const resources = pod.spec?.resources;
  return Object.keys(resources?.requests ?? {}).some(podLevel) || Object.keys(resources?.limits ?? {}).some(podLevel);
}

/** Whether requests are set for the pod as a whole. */
export function isPodLevelRequestsSet(pod: Pod): boolean {
  return Object.keys(pod.spec?.resources?.requests ?? {}).some(podLevel);
}

/** Whether limits are set for the pod as a whole. */
export function isPodLevelLimitsSet(pod: Pod): boolean {
  return Object.keys(pod.spec?.resources?.limits ?? {}).some(podLevel);
}

function add(list: ResourceList, amounts: Amounts): void {
  for (const resource in amounts) {
    const amount = Quantity.of(entryOf(amounts, resource));
    list.set(resource, list.get(resource)?.add(amount) ?? amount);
  }
}

function raise(list: ResourceList, amounts: Iterable<[string, Quantity]>): void {
  for (const [resource, amount] of amounts) {
    const present = list.get(resource);
    if (!present || amount.compare(present) > 0) list.set(resource, amount);
  }
}

function parsed(amounts: Amounts): [string, Quantity][] {
  return Object.entries(amounts ?? {}).map(([resource, amount]) => [resource, Quantity.of(amount)]);
}

/**
 * What the containers need together: the sum of containers and sidecars, or what the neediest init
 * container takes beside the sidecars started before it, whichever is more.
 * component-helpers/resource/helpers.go (AggregateContainerRequests), 1.37.
 */
export function aggregateContainers(pod: Pod, which: Which): ResourceList {
  const result: ResourceList = new Map();
  for (const container of pod.spec?.containers ?? []) add(result, container.resources?.[which]);
  const sidecars: ResourceList = new Map();
  const initializing: ResourceList = new Map();
  for (const container of pod.spec?.initContainers ?? []) {
    const amounts = container.resources?.[which];
    if (container.restartPolicy === 'Always') {
      add(result, amounts);
      add(sidecars, amounts);
      raise(initializing, sidecars);
    } else {
      const together: ResourceList = new Map(sidecars);
      add(together, amounts);
      raise(initializing, together);
    }
  }
  raise(result, initializing);
  return result;
}

/**
 * The pod's requests, without its overhead unless asked for.
 * component-helpers/resource/helpers.go (PodRequests), 1.37.
 */
export function podRequests(pod: Pod, { overhead = false } = {}): ResourceList {
  const requests = aggregateContainers(pod, 'requests');
  for (const [resource, amount] of parsed(pod.spec?.resources?.requests)) {
    if (podLevel(resource)) requests.set(resource, amount);
  }
  if (overhead) add(requests, pod.spec?.overhead);
  return requests;
}

/**
 * The pod's limits, without its overhead unless asked for; overhead counts only where there is a limit.
 * component-helpers/resource/helpers.go (PodLimits), 1.37.
 */
export function podLimits(pod: Pod, { overhead = false } = {}): ResourceList {
  const limits = aggregateContainers(pod, 'limits');
  for (const [resource, amount] of parsed(pod.spec?.resources?.limits)) {
    if (podLevel(resource)) limits.set(resource, amount);
  }
  if (overhead) {
    for (const [resource, amount] of parsed(pod.spec?.overhead)) {
      const limit = limits.get(resource);
      if (limit && !limit.isZero()) limits.set(resource, limit.add(amount));
    }
  }
  return limits;
}
