import type { KubernetesObject } from '../api/kubernetesObject';
import type { OwnerReference } from '../api/types';

/** The owner that manages the object. */
export function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller);
}

/** A reference to the owner that manages an object (metav1.NewControllerRef). */
export function controllerRef({ apiVersion = '', kind = '', metadata }: KubernetesObject): OwnerReference {
  const { name = '', uid = '' } = metadata ?? {};
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
