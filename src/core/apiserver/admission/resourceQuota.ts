import { Quantity } from '../../api/quantity';
import type { Pod, ResourceQuota } from '../../api/types';
import { podLimits, podRequests } from '../../kubelet/kuberuntime/podResources';
import { forbidden, type PodAdmission } from './admission';

/** Computed resources that a pod must state where a quota limits them (pkg/quota/v1/evaluator/core/pods.go, 1.37). */
const mustBeStated = ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory', 'cpu', 'memory'];

/** Refuses a pod that would use more than a quota leaves (apiserver/pkg/admission/plugin/resourcequota, 0.37). */
export const resourceQuota: PodAdmission = (pod, { store, namespace }) => {
  const delta = usageOf(pod);
  for (const quota of store.list<ResourceQuota>('ResourceQuota', namespace)) {
    if (quota.spec?.scopes?.length || quota.spec?.scopeSelector) continue;
    const hard = quota.spec?.hard ?? {};
    const name = quota.metadata?.name ?? '';
    const unstated = mustBeStated.filter(
      (resource) => hard[resource] !== undefined && containersLacking(pod, resource).length > 0,
    );
    if (unstated.length > 0) {
      const texts = unstated.sort().map((resource) => `${resource} for: ${containersLacking(pod, resource).join(',')}`);
      return forbidden(pod, `failed quota: ${name}: must specify ${texts.join('; ')}`);
    }
    const used = new Map<string, Quantity>();
    for (const other of store.list<Pod>('Pod', namespace)) {
      if (other.status?.phase === 'Failed' || other.status?.phase === 'Succeeded') continue;
      for (const [resource, amount] of usageOf(other))
        used.set(resource, (used.get(resource) ?? Quantity.zero).add(amount));
    }
    const over = Object.keys(hard)
      .filter((resource) => delta.has(resource))
      .filter(
        (resource) =>
          (used.get(resource) ?? Quantity.zero).add(delta.get(resource)!).compare(Quantity.of(hard[resource])) > 0,
      )
      .sort();
    if (over.length > 0) {
      const list = (amount: (resource: string) => Quantity | undefined): string =>
        over.map((resource) => `${resource}=${(amount(resource) ?? Quantity.zero).toString()}`).join(',');
      return forbidden(
        pod,
        `exceeded quota: ${name}, requested: ${list((r) => delta.get(r))}, used: ${list((r) => used.get(r))}, limited: ${list((r) => Quantity.of(hard[r]))}`,
      );
    }
  }
  return undefined;
};

/** What the pod counts for, under all of a resource's names. */
function usageOf(pod: Pod): Map<string, Quantity> {
  const one = Quantity.parse(1);
  const usage = new Map<string, Quantity>([
    ['pods', one],
    ['count/pods', one],
  ]);
  for (const [name, amount] of podRequests(pod, { overhead: true })) {
    usage.set(`requests.${name}`, amount);
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') usage.set(name, amount);
  }
  for (const [name, amount] of podLimits(pod, { overhead: true })) usage.set(`limits.${name}`, amount);
  return usage;
}

function containersLacking(pod: Pod, resource: string): string[] {
  const [which, name] = resource.startsWith('limits.')
    ? (['limits', resource.slice(7)] as const)
    : (['requests', resource.replace(/^requests\./, '')] as const);
  return [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]
    .filter(({ resources }) => resources?.[which]?.[name] === undefined)
    .map((container) => container.name)
    .sort();
}
