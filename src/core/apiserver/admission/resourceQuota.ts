import { Quantity } from '../../api/quantity';
import type { ApiError } from '../../api/status';
import type { Pod, ResourceQuota } from '../../api/types';
import { isPodLevelResourcesSet } from '../../kubelet/kuberuntime/podResources';
import type { KubernetesObject } from '../objectStore';
import { forbidden, type AdmissionContext } from './admission';
import { matchesScopes } from './quotaScopes';
import { isTerminated, usageOf, type Usage } from './quotaUsage';

/** Amounts that every container must state where a quota limits them (pkg/quota/v1/evaluator/core/pods.go, 1.37). */
const mustBeStated = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/** Refuses what would use more than a quota leaves (apiserver/pkg/admission/plugin/resourcequota/controller.go, 0.37). */
export function resourceQuota(object: KubernetesObject, { store, namespace }: AdmissionContext): ApiError | undefined {
  const quotas = store.list<ResourceQuota>('ResourceQuota', namespace);
  if (quotas.length === 0) return undefined;
  const pod = object.kind === 'Pod' ? (object as Pod) : undefined;
  const wanted = usageOf(object);
  for (const quota of quotas) {
    const hard = quota.spec?.hard ?? {};
    const name = quota.metadata?.name ?? '';
    if (!matchesScopes(quota, pod)) continue;
    const unstated = pod && statement(pod, hard);
    if (unstated) return forbidden(object, `failed quota: ${name}: ${unstated}`);
    const delta = new Map([...wanted].filter(([resource, amount]) => hard[resource] !== undefined && !amount.isZero()));
    if (delta.size === 0) continue;
    const used: Usage = new Map();
    for (const other of store.list(object.kind ?? '', namespace)) {
      if (pod && (isTerminated(other) || !matchesScopes(quota, other))) continue;
      for (const [resource, amount] of usageOf(other)) {
        if (delta.has(resource)) used.set(resource, used.get(resource)?.add(amount) ?? amount);
      }
    }
    const over = [...delta.keys()]
      .filter(
        (resource) =>
          (used.get(resource) ?? Quantity.zero).add(delta.get(resource)!).compare(Quantity.of(hard[resource])) > 0,
      )
      .sort();
    if (over.length > 0) {
      const list = (amount: (resource: string) => Quantity | undefined): string =>
        over.map((resource) => `${resource}=${(amount(resource) ?? Quantity.zero).toString()}`).join(',');
      return forbidden(
        object,
        `exceeded quota: ${name}, requested: ${list((r) => delta.get(r))}, used: ${list((r) => used.get(r))}, limited: ${list((r) => Quantity.of(hard[r]))}`,
      );
    }
  }
  return undefined;
}

/** What the containers leave out of what the quota limits; undefined where nothing is missing. */
function statement(pod: Pod, hard: Readonly<Record<string, unknown>>): string | undefined {
  if (isPodLevelResourcesSet(pod)) return undefined;
  const missing = mustBeStated
    .filter((resource) => hard[resource] !== undefined)
    .map((resource) => [resource, containersLacking(pod, resource)] as const)
    .filter(([, containers]) => containers.length > 0);
  if (missing.length === 0) return undefined;
  return `must specify ${missing.map(([resource, containers]) => `${resource} for: ${containers.join(',')}`).join('; ')}`;
}

function containersLacking(pod: Pod, resource: string): string[] {
  const [which, name] = resource.startsWith('limits.')
    ? (['limits', resource.slice(7)] as const)
    : (['requests', resource.replace(/^requests\./, '')] as const);
  const names = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]
    .filter(({ resources }) => resources?.[which]?.[name] === undefined)
    .map((container) => container.name);
  return [...new Set(names)].sort();
}
