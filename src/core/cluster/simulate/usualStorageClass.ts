import type { StorageClass } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';

const defaultMark = 'storageclass.kubernetes.io/is-default-class';

/**
 * The default StorageClass that most clusters come with, as kind and k3s have it; undefined where the manifests bring
 * a default, or one of its name, themselves.
 */
export function usualStorageClass(given: readonly KubernetesObject[]): StorageClass | undefined {
  const metadata = { name: 'standard', annotations: { [defaultMark]: 'true' } };
  const isGiven = given.some(
    ({ kind, metadata: own }) =>
      kind === 'StorageClass' && (own?.name === metadata.name || own?.annotations?.[defaultMark] === 'true'),
  );
  if (isGiven) return undefined;
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata,
    provisioner: 'rancher.io/local-path',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
}
