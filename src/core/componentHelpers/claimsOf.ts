import type { Pod } from '../api/types';

/** The claims of a pod's volumes; that of an ephemeral volume is named for the pod and the volume. */
export function claimsOf({ metadata, spec }: Pod): { name: string; isEphemeral: boolean }[] {
  const claims: { name: string; isEphemeral: boolean }[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of spec?.volumes ?? []) {
    if (persistentVolumeClaim) claims.push({ name: persistentVolumeClaim.claimName, isEphemeral: false });
    else if (ephemeral) claims.push({ name: `${metadata?.name}-${name}`, isEphemeral: true });
  }
  return claims;
}
