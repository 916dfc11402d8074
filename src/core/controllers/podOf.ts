import type { OwnerReference, Pod, PodTemplateSpec } from '../api/types';
import type { KubernetesObject } from '../apiserver/objectStore';

/** A pod from a workload's template, as the controllers make it (pkg/controller/controller_utils.go GetPodFromTemplate, 1.37). */
export function podOf(
  owner: KubernetesObject,
  template: PodTemplateSpec,
  changes: Partial<NonNullable<Pod['metadata']>> = {},
): Pod {
  const { metadata = {}, spec } = template;
  const prefix = `${owner.metadata?.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: owner.metadata?.namespace ?? 'default',
      generateName: prefix,
      ...(metadata.labels && { labels: { ...metadata.labels } }),
      ...(metadata.annotations && { annotations: { ...metadata.annotations } }),
      ...(metadata.finalizers && { finalizers: metadata.finalizers }),
      ownerReferences: [ownerReference(owner)],
      ...changes,
    },
    ...(spec && { spec: structured(spec) }),
  };
}

export function ownerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion ?? 'v1',
    kind: owner.kind ?? '',
    name: owner.metadata?.name ?? '',
    uid: owner.metadata?.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A copy that can be changed without changing the template. */
function structured<T>(value: T): T {
  if (Array.isArray(value)) return value.map(structured) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structured(item)])) as T;
}
