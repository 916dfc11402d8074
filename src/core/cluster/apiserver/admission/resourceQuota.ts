import { Quantity } from '../../../api/quantity';
import type { ApiError } from '../../../api/status';
import type { Pod, ResourceQuota } from '../../../api/types';
import { isPodLevelResourcesSet } from '../../../componentHelpers/podResources';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import { forbidden, type AdmissionContext } from './admission';
import { matchesScopes } from './quotaScopes';
import { isPodTerminal } from '../../../componentHelpers/isPodTerminal';
import { usageOf, type Usage } from './quotaUsage';
import { entryOf } from '../../../entryOf';

/** Amounts that every container must state where a quota limits them (pkg/quota/v1/evaluator/core/pods.go, 1.37). */
const mustBeStated = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/** Refuses what would use more than a quota leaves (apiserver/pkg/admission/plugin/resourcequota/controller.go, 0.37). */
export function resourceQuota(object: KubernetesObject, { store, namespace }: AdmissionContext): ApiError | undefined {
  const all = store.list<ResourceQuota>('ResourceQuota', namespace);
  if (all.length === 0) return undefined;
  const pod: Pod | undefined = object.kind === 'Pod' ? object : undefined;
  const quotas = all.filter((quota) => matchesScopes(quota, pod));
  for (const { metadata, spec } of pod ? quotas : []) {
    const unstated = statement(pod!, spec?.hard ?? {});
    if (unstated) return forbidden(object, `failed quota: ${metadata?.name}: ${unstated}`);
  }
  const wanted = usageOf(object);
  for (const quota of quotas) {
    const hard = quota.spec?.hard ?? {};
    const delta = new Map(
      [...wanted].filter(([resource, amount]) => entryOf(hard, resource) !== undefined && !amount.isZero()),
    );
    if (delta.size === 0) continue;
    const others = store
      .list(object.kind ?? '', namespace)
      .filter((other) => !pod || (!isPodTerminal(other) && matchesScopes(quota, other)));
    const used = sumOf(others, delta);
    const usedOf = (resource: string): Quantity => used.get(resource) ?? Quantity.zero;
    const over = [...delta]
      .filter(
        ([resource, amount]) =>
          usedOf(resource)
            .add(amount)
            .compare(Quantity.of(entryOf(hard, resource))) > 0,
      )
      .map(([resource]) => resource)
      .sort();
    if (over.length === 0) continue;
    const list = (amount: (resource: string) => Quantity): string =>
      over.map((resource) => `${resource}=${amount(resource).toString()}`).join(',');
    const amounts = `requested: ${list((r) => delta.get(r)!)}, used: ${list(usedOf)}, limited: ${list((r) => Quantity.of(entryOf(hard, r)))}`;
    return forbidden(object, `exceeded quota: ${quota.metadata?.name}, ${amounts}`);
  }
  return undefined;
}

/** What the objects use together of what is wanted. */
function sumOf(objects: readonly KubernetesObject[], wanted: Usage): Usage {
  const sum: Usage = new Map();
  for (const object of objects) {
    for (const [resource, amount] of usageOf(object)) {
      if (wanted.has(resource)) sum.set(resource, sum.get(resource)?.add(amount) ?? amount);
    }
  }
  return sum;
}

/** What the containers leave out of what the quota limits; undefined where nothing is missing. */
function statement(pod: Pod, hard: Readonly<Record<string, unknown>>): string | undefined {
  if (isPodLevelResourcesSet(pod)) return undefined;
  const missing = mustBeStated
    .filter((resource) => entryOf(hard, resource) !== undefined)
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
    .filter(({ resources }) => entryOf(resources?.[which], name) === undefined)
    .map((container) => container.name);
  return [...new Set(names)].sort();
}
