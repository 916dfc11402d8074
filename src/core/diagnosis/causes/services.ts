import type { Pod, Service } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { entryOf } from '../../entryOf';
import type { Finding } from '../facts/finding';
import { nearly } from '../facts/nearly';
import { kubectl } from '../facts/suggestedCommand';

/** A Service whose selector finds none of its namespace's pods, where one of them nearly fits. */
export function ofService(object: KubernetesObject, pods: readonly Pod[]): Finding | undefined {
  const { spec, metadata }: Partial<Service> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  const selector = Object.entries(spec?.selector ?? {});
  const own = pods.filter((pod) => (pod.metadata?.namespace ?? 'default') === namespace);
  const fits = (pod: Pod): boolean => selector.every(([key, value]) => entryOf(pod.metadata?.labels, key) === value);
  if (selector.length === 0 || own.length === 0 || own.some(fits)) return undefined;
  const near = own.flatMap((pod) => {
    const labels = pod.metadata?.labels ?? {};
    const wrong = selector.filter(([key, value]) => entryOf(labels, key) !== value);
    const [key = '', value = ''] = wrong[0] ?? [];
    const has = entryOf(labels, key);
    const other = nearly(key, Object.keys(labels));
    const isNear = has === undefined ? other !== '' : nearly(value, [has]) !== '';
    return wrong.length === 1 && (isNear || selector.length > 1)
      ? [
          `pod ${pod.metadata?.name ?? ''} has ${has === undefined ? (other ? `${other}=${entryOf(labels, other)}` : `no ${key}`) : `${key}=${has}`}`,
        ]
      : [];
  });
  const [first] = near;
  if (first === undefined) return undefined;
  return {
    name: 'service-selects-nothing',
    cause: `its selector ${selector.map(([key, value]) => `${key}=${value}`).join(',')} selects no pod of namespace ${namespace}; ${first}`,
    evidence: 'spec.selector, and the labels of the pods',
    field: 'spec.selector',
    next: 'give the selector and the pods the same labels',
    command: kubectl`get endpointslices -n ${namespace} -l kubernetes.io/service-name=${name}`,
  };
}
