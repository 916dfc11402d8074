import type { PersistentVolumeClaim, Pod, Volume } from '../../../api/types';
import { podsOn } from '../interface/nodeInfo';
import { unschedulable, type Attempt, type Plugin } from '../interface/plugin';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** Volumes that only one pod can have (plugins/volumerestrictions/volume_restrictions.go, 1.37). */
export function volumeRestrictions({ explainsReadWriteOncePod }: KubernetesRelease): Plugin {
  return {
    name: 'VolumeRestrictions',
    preFilter: ({ pod, store }) => {
      const namespace = pod.metadata?.namespace ?? '';
      for (const name of claimsOf(pod)) {
        if (!store.get('PersistentVolumeClaim', namespace, name)) return `persistentvolumeclaim "${name}" not found`;
      }
      return undefined;
    },
    filter: (attempt) => {
      const { pod, node, nodes } = attempt;
      if (podsOn([node]).some((other) => (pod.spec?.volumes ?? []).some((volume) => diskConflicts(volume, other))))
        return unschedulable('node(s) had no available disk');
      if (readWriteOncePodTaken(attempt, podsOn(nodes))) {
        return unschedulable(
          explainsReadWriteOncePod
            ? 'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod'
            : 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
        );
      }
      return undefined;
    },
    hints: ['PodDeleted', 'PersistentVolumeClaim'],
  };
}

function claimsOf({ spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
    persistentVolumeClaim ? [persistentVolumeClaim.claimName] : [],
  );
}

function readWriteOncePodTaken({ pod, store }: Attempt, others: readonly Pod[]): boolean {
  const namespace = pod.metadata?.namespace ?? '';
  const exclusive = claimsOf(pod).filter((name) =>
    store
      .get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
      ?.spec?.accessModes?.includes('ReadWriteOncePod'),
  );
  if (exclusive.length === 0) return false;
  return others.some(
    (other) => other.metadata?.namespace === namespace && claimsOf(other).some((name) => exclusive.includes(name)),
  );
}

/** Disks of the cloud that can be attached once, unless all only read. */
function diskConflicts(volume: Volume, { spec }: Pod): boolean {
  return (spec?.volumes ?? []).some((other) => {
    const [gce, otherGce] = [volume.gcePersistentDisk, other.gcePersistentDisk];
    if (gce && otherGce && gce.pdName === otherGce.pdName && !(gce.readOnly && otherGce.readOnly)) return true;
    const [aws, otherAws] = [volume.awsElasticBlockStore, other.awsElasticBlockStore];
    if (aws && otherAws && aws.volumeID === otherAws.volumeID) return true;
    const [iscsi, otherIscsi] = [volume.iscsi, other.iscsi];
    if (iscsi && otherIscsi && iscsi.iqn === otherIscsi.iqn && !(iscsi.readOnly && otherIscsi.readOnly)) return true;
    const [rbd, otherRbd] = [volume.rbd, other.rbd];
    return Boolean(
      rbd &&
      otherRbd &&
      rbd.pool === otherRbd.pool &&
      rbd.image === otherRbd.image &&
      rbd.monitors.some((monitor) => otherRbd.monitors.includes(monitor)) &&
      !(rbd.readOnly && otherRbd.readOnly),
    );
  });
}
