import { Quantity } from '../../api/quantity';
import type { Pod, ResourceQuota, ResourceQuotaStatus } from '../../api/types';
import { entryOf, setEntry } from '../../entryOf';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { StoredObjects } from '../../api/objectStore';
import { matchesScopes } from './admission/quotaScopes';
import { usageOf } from './admission/quotaUsage';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

/** What a quota allows and what of it is used (pkg/controller/resourcequota syncResourceQuota, 1.37). */
export function quotaStatus(quota: ResourceQuota, store: StoredObjects): ResourceQuotaStatus {
  const hard = quota.spec?.hard ?? {};
  const used = new Map(Object.keys(hard).map((resource) => [resource, Quantity.zero]));
  for (const object of store.inNamespace(quota.metadata?.namespace ?? '')) {
    for (const [resource, amount] of chargeOf(quota, object)) {
      const before = used.get(resource);
      if (before) used.set(resource, before.add(amount));
    }
  }
  const amounts: Record<string, string> = {};
  for (const [resource, amount] of used) setEntry(amounts, resource, amount.toString());
  return { hard, used: amounts };
}

/** Of what a quota limits, what an object takes. */
export function chargeOf(quota: ResourceQuota, object: KubernetesObject): Map<string, Quantity> {
  const hard = quota.spec?.hard ?? {};
  const pod = object.kind === 'Pod' ? (object as Pod) : undefined;
  if (!matchesScopes(quota, pod)) return new Map();
  // A pod that has ended counts only as an object.
  const isOver = pod !== undefined && isPodTerminal(pod);
  return new Map(
    [...usageOf(object)].filter(
      ([resource, amount]) =>
        entryOf(hard, resource) !== undefined && !amount.isZero() && (!isOver || resource.startsWith('count/')),
    ),
  );
}
