import { entryOf } from '../../../entryOf';
import type { PersistentVolumeSpec, Volume } from '../../../api/types';

/** A PersistentVolume's sources have the same names as those of a volume. */
type Source = Partial<Volume> & Pick<PersistentVolumeSpec, 'local'>;

/** Kinds that a CSI driver mounts under the old name (staging/src/k8s.io/csi-translation-lib/plugins, 1.37). */
const migratedToCsi = {
  awsElasticBlockStore: 'ebs.csi.aws.com',
  azureDisk: 'disk.csi.azure.com',
  azureFile: 'file.csi.azure.com',
  cinder: 'cinder.csi.openstack.org',
  gcePersistentDisk: 'pd.csi.storage.gke.io',
  portworxVolume: 'pxd.portworx.com',
  vsphereVolume: 'csi.vsphere.vmware.com',
} as const;

/** Whether the volume is of a kind that the kubelet itself mounted once. */
export function isMigratedToCsi(source: Partial<Volume>): boolean {
  return Object.keys(migratedToCsi).some((kind) => entryOf(source, kind));
}

/**
 * What a volume lies on outside of Kubernetes, in the words of `Scenario.providers`: `driver NAME`, `flexvolume NAME`,
 * `server NAME`; undefined for volumes that the kubelet makes itself.
 */
export function volumeProvider(source: Source): string | undefined {
  const { csi, flexVolume, nfs, iscsi, fc, local } = source;
  if (csi) return `driver ${csi.driver}`;
  if (flexVolume) return `flexvolume ${flexVolume.driver}`;
  if (nfs) return `server ${nfs.server}`;
  if (iscsi) return `server ${iscsi.targetPortal}`;
  if (fc) return `server ${(fc.targetWWNs ?? fc.wwids ?? []).join(', ')}`;
  if (local) return `disk ${local.path}`;
  for (const [kind, driver] of Object.entries(migratedToCsi)) if (entryOf(source, kind)) return `driver ${driver}`;
  return undefined;
}
