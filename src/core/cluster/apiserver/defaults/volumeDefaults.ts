import { defaultPullPolicy } from './containerDefaults';
import type { Fill } from './fill';
import { setDefault, setIfAbsent } from './setDefault';
import { entryOf } from '../../../entryOf';

const mode: Fill = (source) => setIfAbsent(source, 'defaultMode', 0o644);

/** pkg/apis/core/v1/defaults.go and the `+default` marks of k8s.io/api/core/v1/types.go, 1.37. */
export const volumeDefaults: Readonly<Record<string, Fill>> = {
  Volume: (volume) => {
    if (
      Object.keys(volume).every(
        (key) => key === 'name' || entryOf(volume, key) === null || entryOf(volume, key) === undefined,
      )
    ) {
      volume['emptyDir'] = {};
    }
  },
  SecretVolumeSource: mode,
  ConfigMapVolumeSource: mode,
  DownwardAPIVolumeSource: mode,
  ProjectedVolumeSource: mode,
  ServiceAccountTokenProjection: (source) => setIfAbsent(source, 'expirationSeconds', 3600),
  HostPathVolumeSource: (source) => setIfAbsent(source, 'type', ''),
  ImageVolumeSource: (source) => setDefault(source, 'pullPolicy', defaultPullPolicy(source['reference'])),
  ISCSIVolumeSource: (source) => setDefault(source, 'iscsiInterface', 'default'),
  ISCSIPersistentVolumeSource: (source) => setDefault(source, 'iscsiInterface', 'default'),
  RBDVolumeSource: rbd,
  RBDPersistentVolumeSource: rbd,
  AzureDiskVolumeSource: (source) => {
    setIfAbsent(source, 'cachingMode', 'ReadWrite');
    setIfAbsent(source, 'fsType', 'ext4');
    setIfAbsent(source, 'readOnly', false);
    setIfAbsent(source, 'kind', 'Shared');
  },
  ScaleIOVolumeSource: scaleIO,
  ScaleIOPersistentVolumeSource: scaleIO,
  PersistentVolume: (volume) => setIfAbsent(volume, 'status', { phase: 'Pending' }),
  PersistentVolumeSpec: (spec) => {
    setDefault(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    setIfAbsent(spec, 'volumeMode', 'Filesystem');
  },
  PersistentVolumeClaim: (claim) => setIfAbsent(claim, 'status', { phase: 'Pending' }),
  PersistentVolumeClaimTemplate: (template) => setIfAbsent(template, 'metadata', {}), // a struct, which JSON never leaves out
  PersistentVolumeClaimSpec: (spec) => {
    setIfAbsent(spec, 'volumeMode', 'Filesystem');
    setIfAbsent(spec, 'resources', {});
  },
};

function rbd(source: Record<string, unknown>): void {
  setDefault(source, 'pool', 'rbd');
  setDefault(source, 'user', 'admin');
  setDefault(source, 'keyring', '/etc/ceph/keyring');
}

function scaleIO(source: Record<string, unknown>): void {
  setDefault(source, 'storageMode', 'ThinProvisioned');
  setDefault(source, 'fsType', 'xfs');
}
