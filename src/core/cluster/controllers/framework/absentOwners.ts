import { groupOf, kindOf } from '../../../api/kinds';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { StoredObjects } from '../../../api/objectStore';
import type { OwnerReference } from '../../../api/types';

/**
 * The references of an object to owners that are not there, or that are another object by now
 * (pkg/controller/garbagecollector/garbagecollector.go isDangling, 1.37). Of kinds that are not simulated nothing is
 * known: their owners count as there.
 */
export function absentOwners(object: KubernetesObject, store: StoredObjects): OwnerReference[] {
  return (object.metadata?.ownerReferences ?? []).filter((owner) => isAbsent(owner, object, store));
}

function isAbsent(
  { apiVersion, kind, name, uid }: OwnerReference,
  { metadata }: KubernetesObject,
  store: StoredObjects,
): boolean {
  const known = kindOf(kind);
  if (!known || groupOf(known.apiVersion) !== groupOf(apiVersion)) return false;
  // An object without a namespace cannot have an owner in one: that stays as it is.
  if (known.namespaced && !metadata?.namespace) return false;
  return store.get(kind, known.namespaced ? (metadata?.namespace ?? '') : '', name)?.metadata?.uid !== uid;
}
