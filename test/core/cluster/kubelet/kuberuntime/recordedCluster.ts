import { Base64 } from 'js-base64';
import { parseAllDocuments } from 'yaml';
import type { PersistentVolume, PersistentVolumeClaim, Secret } from '../../../../../src/core/api/types';
import { ObjectStore } from '../../../../../src/core/api/objectStore';
import type { KubernetesObject } from '../../../../../src/core/api/kubernetesObject';
import type { Recording } from '../../../../recordings/recordings';

const clusterWide = new Set(['PersistentVolume', 'RuntimeClass', 'PriorityClass', 'Namespace', 'StorageClass']);

/** The objects of a recording's manifest and its Services, with claims bound, as the kubelet finds them. */
export function recordedCluster({ manifest, namespace, services }: Recording): ObjectStore {
  const store = new ObjectStore();
  for (const document of parseAllDocuments(manifest)) {
    const parsed = document.toJS() as (KubernetesObject & { items?: KubernetesObject[] }) | null;
    for (const object of parsed?.items ?? (parsed ? [parsed] : [])) put(store, object, namespace);
  }
  for (const service of services) store.put({ ...service, kind: 'Service' });
  const volume = store.list<PersistentVolume>('PersistentVolume')[0];
  for (const claim of store.list<PersistentVolumeClaim>('PersistentVolumeClaim')) {
    if (claim.spec && volume?.metadata?.name) claim.spec.volumeName ??= volume.metadata.name;
  }
  return store;
}

function put(store: ObjectStore, object: KubernetesObject, namespace: string): void {
  const metadata = { ...object.metadata };
  metadata.namespace = clusterWide.has(object.kind ?? '') ? '' : (metadata.namespace ?? namespace);
  const { data, stringData } = object as Secret;
  const encoded = Object.entries(stringData ?? {}).map(([key, value]) => [key, Base64.encode(value)] as const);
  store.put({ ...object, metadata, ...(stringData ? { data: { ...data, ...Object.fromEntries(encoded) } } : {}) });
}
