import { selectsLabels } from '../../../api/labelSelector';
import type { LabelSelector, Pod, ReplicationController, Service } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { StoredObjects } from '../../../api/objectStore';
import { controllerOf } from '../../../componentHelpers/controllerRef';

/**
 * What a pod's Services and its owner select together: its like (pkg/scheduler/framework/plugins/helper/spread.go
 * DefaultSelector, 1.37).
 */
export function defaultSelector(pod: Pod, store: StoredObjects): LabelSelector {
  const { namespace = '', labels } = pod.metadata ?? {};
  const selectors = store
    .list<Service>('Service', namespace)
    .flatMap(({ spec }) => (spec?.selector && selectsLabels(spec.selector, labels) ? [spec.selector] : []));
  const { kind = '', name = '' } = controllerOf(pod) ?? {};
  if (kind === 'ReplicationController')
    selectors.push(store.get<ReplicationController>(kind, namespace, name)?.spec?.selector ?? {});
  const matchLabels = Object.fromEntries(selectors.flatMap((selector) => Object.entries(selector)));
  if (kind !== 'ReplicaSet' && kind !== 'StatefulSet') return { matchLabels };
  const owner = store.get<KubernetesObject & { spec?: { selector?: LabelSelector } }>(kind, namespace, name);
  const { matchLabels: own, matchExpressions } = owner?.spec?.selector ?? {};
  return { matchLabels: { ...matchLabels, ...own }, ...(matchExpressions && { matchExpressions }) };
}
