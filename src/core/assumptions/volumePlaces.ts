import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/types';
import type { Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Known } from './known';

/** A label that a node has where a pod's volume can be used. */
interface VolumePlace {
  key: string;
  /** Any of them. */
  values: string[];
  /** The pod's volume. */
  path: Path;
}

/**
 * Where the volumes of a pod can be used, as far as the manifest and the workspace say it: the node affinity of the
 * PersistentVolume behind a claim, the topologies that its StorageClass allows. Of several terms, the first.
 */
export function volumePlaces({ pod, namespace, claims }: AskedPods, known: Known): VolumePlace[] {
  return (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }, i) => {
    const name = persistentVolumeClaim?.claimName;
    if (name === undefined) return [];
    const claim =
      claims.find((one) => one.claim.metadata?.name === name)?.claim ??
      known.find<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
    return claim ? placesOf(claim, known, ['spec', 'volumes', i]) : [];
  });
}

function placesOf(claim: PersistentVolumeClaim, known: Known, path: Path): VolumePlace[] {
  const className = claim.spec?.storageClassName;
  const volume = known.all<PersistentVolume>('PersistentVolume', '').find(({ metadata, spec }) => {
    if (claim.spec?.volumeName) return metadata?.name === claim.spec.volumeName;
    if (spec?.claimRef) return spec.claimRef.name === claim.metadata?.name;
    return className !== undefined && spec?.storageClassName === className;
  });
  const [term] = volume?.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const storageClass = className ? known.find<StorageClass>('StorageClass', '', className) : undefined;
  const [topology] = volume ? [] : (storageClass?.allowedTopologies ?? []);
  return [
    ...(term?.matchExpressions ?? []).filter(({ operator }) => operator === 'In'),
    ...(topology?.matchLabelExpressions ?? []),
  ].map(({ key, values = [] }) => ({ key, values, path }));
}
