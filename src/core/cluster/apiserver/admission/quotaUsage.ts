import { Quantity } from '../../../api/quantity';
import type { PersistentVolumeClaim, Pod, Service } from '../../../api/types';
import { podLimits, podRequests } from '../../../componentHelpers/podResources';
import { groupResource } from '../../../api/kinds';
import type { KubernetesObject } from '../../../api/kubernetesObject';

/** Amounts by the names under which quotas limit them. */
export type Usage = Map<string, Quantity>;

const one = Quantity.parse(1);
/** Kinds whose number a quota limits under the bare name, too (pkg/quota/v1/evaluator/core/registry.go, 1.37). */
const countedByName = new Set([
  'ConfigMap',
  'PersistentVolumeClaim',
  'ReplicationController',
  'ResourceQuota',
  'Secret',
  'Service',
]);

/** What an object counts for (pkg/quota/v1/evaluator/core, 1.37). */
export function usageOf(object: KubernetesObject): Usage {
  const kind = object.kind ?? '';
  const resource = groupResource(kind);
  const usage: Usage = new Map([[`count/${resource}`, one]]);
  if (countedByName.has(kind)) usage.set(resource, one);
  if (kind === 'Pod') addPod(usage, object);
  else if (kind === 'PersistentVolumeClaim') addClaim(usage, object);
  else if (kind === 'Service') addService(usage, object);
  return usage;
}

function addPod(usage: Usage, pod: Pod): void {
  usage.set('pods', one);
  for (const [name, amount] of podRequests(pod, { overhead: true })) {
    usage.set(`requests.${name}`, amount);
    if (['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-')) usage.set(name, amount);
  }
  for (const [name, amount] of podLimits(pod, { overhead: true })) {
    if (['cpu', 'memory', 'ephemeral-storage'].includes(name)) usage.set(`limits.${name}`, amount);
  }
}

function addClaim(usage: Usage, { spec }: PersistentVolumeClaim): void {
  const storage = spec?.resources?.requests?.['storage'];
  const prefix = spec?.storageClassName ? `${spec.storageClassName}.storageclass.storage.k8s.io/` : undefined;
  if (prefix) usage.set(`${prefix}persistentvolumeclaims`, one);
  if (storage === undefined) return;
  usage.set('requests.storage', Quantity.of(storage));
  if (prefix) usage.set(`${prefix}requests.storage`, Quantity.of(storage));
}

function addService(usage: Usage, { spec }: Service): void {
  const ports = Quantity.parse(spec?.ports?.length ?? 0);
  if (spec?.type === 'NodePort') usage.set('services.nodeports', ports);
  if (spec?.type !== 'LoadBalancer') return;
  usage.set('services.loadbalancers', one);
  if (spec.allocateLoadBalancerNodePorts !== false) usage.set('services.nodeports', ports);
}
