import { claimsOf } from '../../../componentHelpers/claimsOf';
import { goQuote } from '../../../go/goQuote';
import { selectsLabels } from '../../../api/labelSelector';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../api/types';
import {
  classOf,
  findMatchingVolume,
  isReachable,
  waitsForConsumer,
} from '../../../componentHelpers/findMatchingVolume';
import { unresolvable, type Attempt, type Plugin } from '../interface/plugin';

/** Claims that are bound, can be, or are not yet (plugins/volumebinding/volume_binding.go and binder.go, 1.37). */
export const volumeBinding: Plugin = {
  name: 'VolumeBinding',
  preFilter: ({ pod, store }) => {
    const claims: PersistentVolumeClaim[] = [];
    for (const { name, isEphemeral } of claimsOf(pod)) {
      const claim = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata?.namespace ?? '', name);
      if (!claim) {
        return isEphemeral
          ? `waiting for ephemeral volume controller to create the persistentvolumeclaim ${goQuote(name)}`
          : `persistentvolumeclaim ${goQuote(name)} not found`;
      }
      if (claim.status?.phase === 'Lost')
        return `persistentvolumeclaim ${goQuote(name)} bound to non-existent persistentvolume ${goQuote(claim.spec?.volumeName ?? '')}`;
      if (claim.metadata?.deletionTimestamp) return `persistentvolumeclaim ${goQuote(name)} is being deleted`;
      if (isEphemeral && !claim.metadata?.ownerReferences?.some(({ uid }) => uid === pod.metadata?.uid))
        return `PVC ${pod.metadata?.namespace}/${name} was not created for pod ${pod.metadata?.namespace}/${pod.metadata?.name} (pod is not owner)`;
      claims.push(claim);
    }
    const isWaiting = claims.some(
      (claim) => !isBound(claim) && (claim.spec?.volumeName || !waitsForConsumer(claim, store)),
    );
    return isWaiting ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
  },
  filter: (attempt) => {
    const reasons: string[] = [];
    const claims = claimsOfAttempt(attempt);
    if (claims.length === 0) return undefined;
    const { node, store } = attempt;
    for (const claim of claims.filter(isBound)) {
      const volume = store.get<PersistentVolume>('PersistentVolume', '', claim.spec?.volumeName ?? '');
      if (!volume) reasons.push('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
      else if (!isReachable(volume, node)) reasons.push("node(s) didn't match PersistentVolume's node affinity");
      if (reasons.length > 0) break;
    }
    if (!bindingsOf(attempt)) reasons.push("node(s) didn't find available persistent volumes to bind");
    return reasons.length > 0 ? unresolvable(...reasons) : undefined;
  },
  hints: ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'],
};

/** A claim that waits for the pod's node: with the volume it gets, or without where one is to be provisioned. */
export interface Binding {
  claim: PersistentVolumeClaim;
  volume: PersistentVolume | undefined;
}

/** How the claims that waited for a node are bound on it; undefined where one can not be. */
export function bindingsOf(attempt: Attempt): Binding[] | undefined {
  const { node, store } = attempt;
  const chosen = new Set<string>();
  const bindings: Binding[] = [];
  for (const claim of claimsOfAttempt(attempt).filter((one) => !isBound(one))) {
    const volumes = store
      .list<PersistentVolume>('PersistentVolume')
      .filter(({ metadata }) => !chosen.has(metadata?.name ?? ''));
    const volume = findMatchingVolume(claim, volumes, node, true);
    if (!volume && !canProvision(claim, attempt)) return undefined;
    if (volume) chosen.add(volume.metadata?.name ?? '');
    bindings.push({ claim, volume });
  }
  return bindings;
}

function canProvision(claim: PersistentVolumeClaim, { node, store }: Attempt): boolean {
  const found = store.get<StorageClass>('StorageClass', '', classOf(claim));
  if (!found?.provisioner || found.provisioner === 'kubernetes.io/no-provisioner') return false;
  const terms = found.allowedTopologies ?? [];
  return (
    terms.length === 0 ||
    terms.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(({ key, values }) =>
        values.some((value) => selectsLabels({ [key]: value }, node.labels)),
      ),
    )
  );
}

function isBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return Boolean(spec?.volumeName) && metadata?.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined;
}

function claimsOfAttempt({ pod, store }: Attempt): PersistentVolumeClaim[] {
  return claimsOf(pod).flatMap(
    ({ name }) => store.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata?.namespace ?? '', name) ?? [],
  );
}
