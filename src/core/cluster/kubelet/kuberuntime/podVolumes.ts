import type { HostPathVolumeSource, PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';
import { podDir } from './podIdentity';
import { entryOf } from '../../../entryOf';
import { isMap } from '../../../isMap';

/** A volume of a pod as it is set up on the node. */
export interface PodVolume {
  /** The folder or file that containers mount; '' for an image, which the runtime mounts itself. */
  hostPath: string;
  /** The volume can not be written, whatever a mount says. */
  readOnly: boolean;
  /** A file or device, which has no subPath. */
  isFile?: boolean;
  /** The name inside the kubelet's folders: the PersistentVolume's, or else the volume's. */
  innerName: string;
  /** On a node with SELinux the runtime labels its files for the container. */
  isRelabelled?: boolean;
  /** The device that stands for a volume in Block mode. */
  blockDevice?: string;
}

/** The kubelet's plugin of each kind of volume, and whether what it sets up can never be written. */
const plugins: Record<string, { name: string; readOnly?: boolean }> = {
  emptyDir: { name: 'empty-dir' },
  configMap: { name: 'configmap', readOnly: true },
  secret: { name: 'secret', readOnly: true },
  projected: { name: 'projected', readOnly: true },
  downwardAPI: { name: 'downward-api', readOnly: true },
  gitRepo: { name: 'git-repo' },
  nfs: { name: 'nfs' },
  iscsi: { name: 'iscsi' },
  fc: { name: 'fc' },
  local: { name: 'local-volume' },
  csi: { name: 'csi' },
};

/**
 * Volumes whose files are the kubelet's own: with SELinux they are labelled in any case, those of storage where they can be
 * written, and those of NFS never (Managed and SELinuxRelabel in each plugin's GetAttributes, pkg/volume, 1.37).
 */
const ownFiles: ReadonlySet<string> = new Set([
  'emptyDir',
  'configMap',
  'secret',
  'projected',
  'downwardAPI',
  'gitRepo',
]);

/** Plugins that were in the kubelet of old; today a CSI driver of the provider does it, or no one. */
const inTreePlugins: Record<string, string> = {
  awsElasticBlockStore: 'aws-ebs',
  azureDisk: 'azure-disk',
  azureFile: 'azure-file',
  cephfs: 'cephfs',
  cinder: 'cinder',
  flocker: 'flocker',
  gcePersistentDisk: 'gce-pd',
  glusterfs: 'glusterfs',
  photonPersistentDisk: 'photon-pd',
  portworxVolume: 'portworx-volume',
  quobyte: 'quobyte',
  rbd: 'rbd',
  scaleIO: 'scaleio',
  storageos: 'storageos',
  vsphereVolume: 'vsphere-volume',
};

/** Whether any of the pod's containers uses the volume; the kubelet sets up no other. */
export function isMounted({ spec }: Pod, volumeName: string): boolean {
  const containers = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
  return containers.some(
    ({ volumeMounts, volumeDevices }) =>
      volumeMounts?.some(({ name }) => name === volumeName) || volumeDevices?.some(({ name }) => name === volumeName),
  );
}

/** The claim and the PersistentVolume behind a volume that has them. */
export function persistentVolumeOf(
  { store }: KubeletContext,
  pod: Pod,
  { name, persistentVolumeClaim, ephemeral }: Volume,
): { claim: PersistentVolumeClaim; persistentVolume: PersistentVolume } | undefined {
  const claimName = persistentVolumeClaim?.claimName ?? (ephemeral ? `${pod.metadata?.name ?? ''}-${name}` : undefined);
  if (claimName === undefined) return undefined;
  const claim = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata?.namespace ?? '', claimName);
  const volumeName = claim?.spec?.volumeName;
  const persistentVolume = volumeName ? store.get<PersistentVolume>('PersistentVolume', '', volumeName) : undefined;
  return claim && persistentVolume ? { claim, persistentVolume } : undefined;
}

/**
 * The pod's volume of that name; undefined for one that is not there or can not be set up.
 * pkg/volume, each plugin's GetPath and GetAttributes, 1.37.
 */
export function podVolume(ctx: KubeletContext, pod: Pod, volumeName: string): PodVolume | undefined {
  const volume = pod.spec?.volumes?.find(({ name }) => name === volumeName);
  if (!volume) return undefined;
  if (volume.persistentVolumeClaim || volume.ephemeral) return claimedVolume(ctx, pod, volume);
  if (volume.image) return { hostPath: '', readOnly: true, innerName: volumeName };
  if (volume.hostPath) return hostPathVolume(volume.hostPath, false, volumeName);
  const [kind, source] = sourceOf(volume);
  return setUp(ctx, pod, kind, source, volumeName, source['readOnly'] === true);
}

function claimedVolume(ctx: KubeletContext, pod: Pod, volume: Volume): PodVolume | undefined {
  const persistent = persistentVolumeOf(ctx, pod, volume)?.persistentVolume;
  if (!persistent?.spec) return undefined;
  const name = persistent.metadata?.name ?? '';
  const readOnly = volume.persistentVolumeClaim?.readOnly === true;
  const [kind, source] = sourceOf(persistent.spec);
  if (persistent.spec.volumeMode === 'Block') {
    const plugin = pluginOf(ctx, kind, source);
    const blockDevice = plugin && `${podDir(ctx, pod)}/volumeDevices/${plugin.folder}/${name}`;
    return blockDevice ? { hostPath: '', readOnly, innerName: name, blockDevice } : undefined;
  }
  if (persistent.spec.hostPath) return hostPathVolume(persistent.spec.hostPath, readOnly, name);
  return setUp(ctx, pod, kind, source, name, readOnly);
}

function hostPathVolume({ path, type }: HostPathVolumeSource, readOnly: boolean, innerName: string): PodVolume {
  const isFile = type !== undefined && type !== '' && !type.startsWith('Directory');
  return { hostPath: path, readOnly, innerName, ...(isFile ? { isFile } : {}) };
}

/** Which source a volume or PersistentVolume has, and what it says. */
function sourceOf(volume: object): [kind: string, source: Record<string, unknown>] {
  for (const kind in volume) {
    if (Object.hasOwn(plugins, kind) || Object.hasOwn(inTreePlugins, kind) || kind === 'flexVolume') {
      const source = entryOf(volume, kind);
      return [kind, isMap(source) ? source : {}];
    }
  }
  // A volume without a source is an emptyDir only once the API server has said so.
  return ['', {}];
}

function pluginOf(
  { release }: KubeletContext,
  kind: string,
  source: Record<string, unknown>,
): { folder: string; readOnly?: boolean } | undefined {
  if (kind === 'flexVolume') {
    return { folder: typeof source['driver'] === 'string' ? source['driver'].replaceAll('/', '~') : '' };
  }
  const old = entryOf(inTreePlugins, kind);
  if (old) return { folder: `kubernetes.io~${release.inTreeStorage ? old : 'csi'}` };
  const plugin = entryOf(plugins, kind);
  return plugin && { folder: `kubernetes.io~${plugin.name}`, ...(plugin.readOnly ? { readOnly: true } : {}) };
}

function setUp(
  ctx: KubeletContext,
  pod: Pod,
  kind: string,
  source: Record<string, unknown>,
  name: string,
  readOnly: boolean,
): PodVolume | undefined {
  const plugin = pluginOf(ctx, kind, source);
  if (!plugin) return undefined;
  const folder = `${podDir(ctx, pod)}/volumes/${plugin.folder}/${name}`;
  const isRelabelled = ownFiles.has(kind) || (!readOnly && kind !== 'nfs' && kind !== 'flexVolume');
  return {
    ...(isRelabelled && { isRelabelled }),
    hostPath: plugin.folder === 'kubernetes.io~csi' ? `${folder}/mount` : folder,
    readOnly: readOnly || plugin.readOnly === true,
    innerName: name,
  };
}
