import type { PersistentVolume, Pod } from '../../../api/types';
import type { SupplementalGroupsPolicy } from '../../../cri/types';
import type { KubeletContext } from '../context/kubeletContext';
import { isMounted, persistentVolumeOf } from './podVolumes';

/** The groups that volumes bring along by the annotation of their PersistentVolume. pkg/kubelet/volumemanager, 1.37. */
export function volumeGroups(ctx: KubeletContext, pod: Pod): string[] {
  const groups = new Set<string>();
  for (const volume of pod.spec?.volumes ?? []) {
    if ((!volume.persistentVolumeClaim && !volume.ephemeral) || !isMounted(pod, volume.name)) continue;
    const gid = gidOf(persistentVolumeOf(ctx, pod, volume)?.persistentVolume);
    const known = gid !== undefined && (pod.spec?.securityContext?.supplementalGroups ?? []).includes(Number(gid));
    if (gid !== undefined && !known) groups.add(gid);
  }
  return [...groups];
}

function gidOf(volume: PersistentVolume | undefined): string | undefined {
  const gid = volume?.metadata?.annotations?.['pv.beta.kubernetes.io/gid'];
  return gid && /^[+-]?\d+$/.test(gid) ? String(BigInt(gid)) : undefined;
}

/** The policy as CRI names it; Merge is the default and left out. */
export function supplementalGroupsPolicy(pod: Pod): SupplementalGroupsPolicy | undefined {
  return pod.spec?.securityContext?.supplementalGroupsPolicy === 'Strict' ? 'Strict' : undefined;
}
