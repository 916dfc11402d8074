import { valueAt, type Path } from '../path';
import { walkSchema } from '../api/schemaWalk';
import { entryOf } from '../entryOf';

/** A place where one object names another. */
export interface Reference {
  /** The path of the name. */
  path: Path;
  kind: string;
  name: string;
  /** The key that is wanted of a ConfigMap or a Secret, and where it stands. */
  key?: string;
  keyPath?: Path;
  /** The keys that a volume mounts, where it names them. */
  items?: { key: string; path: Path }[];
  /** Whether the start goes on where the object or the key is missing. */
  isOptional: boolean;
  /** Whether the object lies in no namespace. */
  isClusterWide: boolean;
}

/** `Definition.field` → the kind that the field names. */
const namedKinds: Readonly<Record<string, string>> = {
  'ConfigMapKeySelector.name': 'ConfigMap',
  'ConfigMapEnvSource.name': 'ConfigMap',
  'ConfigMapVolumeSource.name': 'ConfigMap',
  'ConfigMapProjection.name': 'ConfigMap',
  'ClusterTrustBundleProjection.name': 'ClusterTrustBundle',
  'SecretKeySelector.name': 'Secret',
  'SecretEnvSource.name': 'Secret',
  'SecretVolumeSource.secretName': 'Secret',
  'SecretProjection.name': 'Secret',
  'AzureFileVolumeSource.secretName': 'Secret',
  'PersistentVolumeClaimVolumeSource.claimName': 'PersistentVolumeClaim',
  'PodSpec.serviceAccountName': 'ServiceAccount',
  'PodSpec.serviceAccount': 'ServiceAccount',
  'PodSpec.runtimeClassName': 'RuntimeClass',
  'PodSpec.priorityClassName': 'PriorityClass',
  'PodSpec.nodeName': 'Node',
  'PodResourceClaim.resourceClaimName': 'ResourceClaim',
  'PodResourceClaim.resourceClaimTemplateName': 'ResourceClaimTemplate',
  'StatefulSetSpec.serviceName': 'Service',
  'PersistentVolumeClaimSpec.storageClassName': 'StorageClass',
  'PersistentVolumeClaimSpec.volumeName': 'PersistentVolume',
};

const clusterWide = new Set([
  'RuntimeClass',
  'PriorityClass',
  'Node',
  'Namespace',
  'StorageClass',
  'PersistentVolume',
  'CSIDriver',
  'DeviceClass',
  'ResourceSlice',
  'ClusterTrustBundle',
]);

/** Whether objects of the kind, which pods can refer to, lie in no namespace. */
export function isClusterWide(kind: string): boolean {
  return clusterWide.has(kind);
}

const ofPods = new WeakMap<object, Reference[]>();

/** What a pod names, with paths from the pod on; the same list each time for the same spec. */
export function referencesOfPod({ spec }: { spec?: unknown }): readonly Reference[] {
  if (typeof spec !== 'object' || spec === null) return [];
  const known = ofPods.get(spec) ?? referencesOf('PodSpec', spec, ['spec']);
  ofPods.set(spec, known);
  return known;
}

/** Every name of another object in a value of the definition, in the order of the text. Names that are no text are left out. */
export function referencesOf(definition: string, value: unknown, path: Path = []): Reference[] {
  const found: Reference[] = [];
  walkSchema(definition, value, path, (visit) => {
    let kind = entryOf(namedKinds, `${visit.definition}.${visit.field}`);
    // Secrets go by LocalObjectReference everywhere: imagePullSecrets, nodePublishSecretRef, secretRef.
    if (visit.definition === 'LocalObjectReference' && visit.path.some((step) => /secret/i.test(String(step)))) {
      kind = 'Secret';
    }
    if (!kind || typeof visit.value !== 'string' || visit.value === '') return;
    const key = visit.parent['key'];
    const items = itemsOf(visit.parent['items'], visit.path);
    const hasKey = visit.definition.endsWith('KeySelector') && typeof key === 'string';
    found.push({
      path: visit.path,
      kind,
      name: visit.value,
      ...(hasKey && { key, keyPath: [...visit.path.slice(0, -1), 'key'] }),
      ...(items.length > 0 && { items }),
      isOptional: visit.parent['optional'] === true || visit.path.includes('imagePullSecrets'),
      isClusterWide: clusterWide.has(kind),
    });
  });
  return found;
}

function itemsOf(items: unknown, name: Path): NonNullable<Reference['items']> {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown, i) => {
    const key = valueAt(item, ['key']);
    return typeof key === 'string' ? [{ key, path: [...name.slice(0, -1), 'items', i, 'key'] }] : [];
  });
}
