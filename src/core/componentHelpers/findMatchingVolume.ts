import { selects } from '../api/labelSelector';
import { Quantity } from '../api/quantity';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/types';
import type { StoredObjects } from '../api/objectStore';
import { matchesNodeSelectorTerms } from './nodeAffinity';

const betaClass = 'volume.beta.kubernetes.io/storage-class';

/** The class that a volume or a claim is of; '' is none (component-helpers/storage/volume/helpers.go, 0.37). */
export function classOf({ metadata, spec }: PersistentVolumeClaim | PersistentVolume): string {
  return metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? '';
}

/** Whether the claim waits for the scheduler to choose a node (IsDelayBindingMode, pv_helpers.go). */
export function waitsForConsumer(claim: PersistentVolumeClaim, store: StoredObjects): boolean {
  const name = classOf(claim);
  if (!name) return false;
  return store.get<StorageClass>('StorageClass', '', name)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether a volume is meant for the claim, or given to it already. */
export function isForClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const ref = volume.spec?.claimRef;
  if (!ref || ref.name !== claim.metadata?.name || ref.namespace !== claim.metadata?.namespace) return false;
  return !ref.uid || ref.uid === claim.metadata?.uid;
}

/** Whether a volume's node affinity allows the node. */
export function isReachable(volume: PersistentVolume, node: VolumeNode): boolean {
  const required = volume.spec?.nodeAffinity?.required;
  return !required || matchesNodeSelectorTerms(required, node);
}

interface VolumeNode {
  name: string;
  labels: Readonly<Record<string, string>>;
}

/**
 * The smallest volume that satisfies a claim, or the one that is reserved for it
 * (component-helpers/storage/volume/pv_helpers.go FindMatchingVolume, 0.37).
 * @param node where the volume has to be reachable; undefined for a claim that is bound before a node is chosen
 */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  node: VolumeNode | undefined,
  delayBinding: boolean,
): PersistentVolume | undefined {
  const wanted = storageOf(claim.spec?.resources?.requests);
  let smallest: PersistentVolume | undefined;
  for (const volume of volumes) {
    const isReserved = isForClaim(volume, claim);
    if (volume.spec?.claimRef && !isReserved) continue;
    if (storageOf(volume.spec?.capacity).compare(wanted) < 0 || !sameMode(claim, volume)) continue;
    if ((claim.spec?.volumeAttributesClassName ?? '') !== (volume.spec?.volumeAttributesClassName ?? '')) continue;
    if (volume.metadata?.deletionTimestamp) continue;
    const reachable = !node || isReachable(volume, node);
    if (isReserved) return reachable ? volume : undefined;
    if (!node && delayBinding) continue;
    if (volume.status?.phase !== 'Available' || classOf(volume) !== classOf(claim) || !reachable) continue;
    if (claim.spec?.selector && !selects(claim.spec.selector, volume.metadata?.labels)) continue;
    if (!allowsModes(volume, claim)) continue;
    if (smallest && storageOf(smallest.spec?.capacity).compare(storageOf(volume.spec?.capacity)) <= 0) continue;
    smallest = volume;
  }
  return smallest;
}

/** Why a claim can not have the volume that it names; undefined where it can (checkVolumeSatisfyClaim, pv_controller.go). */
export function whyUnsatisfied(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (storageOf(volume.spec?.capacity).compare(storageOf(claim.spec?.resources?.requests)) < 0)
    return 'requested PV is too small';
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match';
  if ((claim.spec?.volumeAttributesClassName ?? '') !== (volume.spec?.volumeAttributesClassName ?? ''))
    return 'volumeAttributesClassName does not match';
  if (!sameMode(claim, volume)) return 'incompatible volumeMode';
  return allowsModes(volume, claim) ? undefined : 'incompatible accessMode';
}

function storageOf(amounts: Readonly<Record<string, string | number>> | undefined): Quantity {
  return Quantity.of(amounts?.['storage']);
}

function sameMode(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (claim.spec?.volumeMode ?? 'Filesystem') === (volume.spec?.volumeMode ?? 'Filesystem');
}

function allowsModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec?.accessModes ?? []).every((mode) => volume.spec?.accessModes?.includes(mode));
}
