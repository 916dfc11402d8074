import type { PersistentVolumeClaim, StorageClass } from '../../../api/types';
import type { AdmissionContext } from './admission';
import { entryOf } from '../../../entryOf';

const isDefault = 'storageclass.kubernetes.io/is-default-class';
const formerly = 'storageclass.beta.kubernetes.io/is-default-class';

/**
 * A claim that names no class gets the newest default class
 * (plugin/pkg/admission/storage/storageclass/setdefault/admission.go, 1.37).
 */
export function defaultStorageClass(claim: PersistentVolumeClaim, { store }: AdmissionContext): void {
  if (!claim.spec || claim.spec.storageClassName !== undefined) return;
  if (claim.metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] !== undefined) return;
  const name = defaultClass(store.list<StorageClass>('StorageClass'))?.metadata?.name;
  if (name) claim.spec.storageClassName = name;
}

/** The newest class that is marked as default; of several of one moment the first by name. */
function defaultClass(classes: readonly StorageClass[]): StorageClass | undefined {
  return classes
    .filter(({ metadata }) => [isDefault, formerly].some((name) => entryOf(metadata?.annotations, name) === 'true'))
    .sort(
      ({ metadata: a }, { metadata: b }) =>
        (b?.creationTimestamp ?? '').localeCompare(a?.creationTimestamp ?? '') ||
        (a?.name ?? '').localeCompare(b?.name ?? ''),
    )[0];
}
