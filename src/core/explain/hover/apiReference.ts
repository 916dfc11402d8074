const groups: readonly (readonly [RegExp, string])[] = [
  [/^(Deployment|ReplicaSet|StatefulSet|DaemonSet|RollingUpdate)/, 'v1-apps'],
  [/^(Job|CronJob|PodFailurePolicy|SuccessPolicy)/, 'v1-batch'],
  [/^(LabelSelector|LabelSelectorRequirement|ObjectMeta|OwnerReference|ManagedFieldsEntry)$/, 'v1-meta'],
  [/^(RuntimeClass|Overhead|Scheduling)$/, 'v1-node'],
  [/^PriorityClass$/, 'v1-scheduling'],
  [/^StorageClass$/, 'v1-storage'],
];

/** The address of a definition in Kubernetes' API reference. */
export function apiReference(definition: string): string {
  const group = groups.find(([pattern]) => pattern.test(definition))?.[1] ?? 'v1-core';
  return `https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#${definition.toLowerCase()}-${group}`;
}
