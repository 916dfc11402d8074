import type { ConfigMap, DownwardAPIVolumeFile, KeyToPath, Pod, Secret, Volume, VolumeProjection } from '../../../api/types'; // prettier-ignore
import { entryOf } from '../../../entryOf';
import { Quantity } from '../../../api/quantity';
import type { KubeletContext } from '../context/kubeletContext';
import { containerResourceValue } from './containerResourceValue';
import { effectiveUser } from './effectiveUser';
import type { FileContent } from './fileContent';
import { podFieldValue } from './podFieldValue';
import { isMounted, persistentVolumeOf, podVolume } from './podVolumes';
import { secretContent } from './secretData';

/** A file that the kubelet writes into a volume. */
export interface VolumeFile {
  /** From the volume's folder on. */
  path: string;
  content: FileContent;
  mode: number;
  /** Whose file it is, where not root's. */
  user?: number;
}

/** What lies in a volume when its pod starts. */
export interface VolumeContents {
  name: string;
  /** The folder as the mounts name it. */
  hostPath: string;
  /**
   * `files`: what the kubelet writes; `emptyDir`: an empty folder; `host`: what is on the node; `outside`: what a driver or
   * a server would bring.
   */
  kind: 'files' | 'emptyDir' | 'host' | 'outside';
  files: VolumeFile[];
  /** A file system of its own in memory, in bytes where it has a limit. */
  memory?: { limit?: string };
  /** Of a hostPath: what is made there if it is missing. */
  creates?: 'Directory' | 'File';
  /** What cannot be known before the pod runs, in sentences. */
  madeUp: string[];
}

const usualMode = 0o644;

/**
 * The contents of the volumes that a pod's containers mount, but for images, which the runtime mounts itself.
 * pkg/volume/configmap, secret, downwardapi, projected (CollectData and MakePayload) and emptydir, 1.37.
 */
export function volumeContents(ctx: KubeletContext, pod: Pod): VolumeContents[] {
  return (pod.spec?.volumes ?? []).flatMap((volume) => {
    const setUp = !volume.image && isMounted(pod, volume.name) && podVolume(ctx, pod, volume.name);
    if (!setUp || setUp.blockDevice !== undefined) return [];
    return [{ name: volume.name, hostPath: setUp.hostPath, ...contentsOf(ctx, pod, volume) }];
  });
}

function contentsOf(ctx: KubeletContext, pod: Pod, volume: Volume): Omit<VolumeContents, 'name' | 'hostPath'> {
  const { configMap, secret, downwardAPI, projected, emptyDir, hostPath } = volume;
  const madeUp: string[] = [];
  if (configMap)
    return {
      kind: 'files',
      files: keyFiles(ctx, pod, 'ConfigMap', configMap.name, configMap),
      madeUp: unknownRoot(configMap.name),
    };
  const memory = {};
  if (secret) return { kind: 'files', files: keyFiles(ctx, pod, 'Secret', secret.secretName, secret), memory, madeUp };
  if (downwardAPI)
    return { kind: 'files', files: downwardFiles(ctx, pod, downwardAPI.items, downwardAPI), memory, madeUp };
  if (projected) {
    const files = (projected.sources ?? []).flatMap((source) => projectedFiles(ctx, pod, source, projected, madeUp));
    return { kind: 'files', files, memory, madeUp };
  }
  if (emptyDir) {
    const { medium = '', sizeLimit } = emptyDir;
    if (medium.startsWith('HugePages')) madeUp.push(`The volume ${volume.name} is a folder, not huge pages.`);
    const limit = Quantity.of(sizeLimit);
    const inMemory = medium === 'Memory' && { memory: limit.isZero() ? {} : { limit: String(limit.value()) } };
    return { kind: 'emptyDir', files: [], ...inMemory, madeUp };
  }
  const persistent = persistentVolumeOf(ctx, pod, volume)?.persistentVolume.spec?.hostPath;
  if (hostPath ?? persistent) {
    const { type = '' } = hostPath ?? persistent ?? {};
    const creates = type === 'DirectoryOrCreate' ? 'Directory' : type === 'FileOrCreate' ? 'File' : undefined;
    return { kind: 'host', files: [], ...(creates && { creates }), madeUp };
  }
  madeUp.push(`The volume ${volume.name} is an empty folder: a driver or a server would provide its content.`);
  return { kind: 'outside', files: [], madeUp };
}

/** How the files of a volume are made, where an item does not say it itself. */
interface Defaults {
  items?: KeyToPath[];
  defaultMode?: number;
  defaultUser?: number;
}

function keyFiles(
  ctx: KubeletContext,
  pod: Pod,
  kind: 'ConfigMap' | 'Secret',
  name: string | undefined,
  { items, defaultMode = usualMode, defaultUser }: Defaults,
): VolumeFile[] {
  const object = ctx.store.get<ConfigMap & Secret>(kind, pod.metadata?.namespace ?? '', name ?? '');
  if (!object) return [];
  const contentOf = (key: string): FileContent | undefined => {
    if (kind === 'Secret') return secretContent(ctx, object, key);
    const text = entryOf(object.data, key);
    if (name === rootCertificates && !text) return { text: '# The certificates of the cluster belong here.\n' };
    if (text !== undefined) return { text };
    const base64 = entryOf(object.binaryData, key);
    return base64 === undefined ? undefined : { base64 };
  };
  const all = Object.keys({ ...object.data, ...object.binaryData }).map((key): KeyToPath => ({ key, path: key }));
  return (items && items.length > 0 ? items : all).flatMap(({ key, path, mode = defaultMode, user = defaultUser }) => {
    const content = contentOf(key);
    return content ? [{ path, content, mode, ...(user !== undefined && { user }) }] : [];
  });
}

const rootCertificates = 'kube-root-ca.crt';

function unknownRoot(name: string | undefined): string[] {
  return name === rootCertificates ? ['The certificates of the cluster are a line of text.'] : [];
}

function downwardFiles(
  ctx: KubeletContext,
  pod: Pod,
  items: readonly DownwardAPIVolumeFile[] = [],
  { defaultMode = usualMode, defaultUser }: Omit<Defaults, 'items'>,
): VolumeFile[] {
  const [container] = pod.spec?.containers ?? [];
  return items.flatMap(({ path, fieldRef, resourceFieldRef, mode = defaultMode, user = defaultUser }) => {
    const text = fieldRef
      ? podFieldValue(ctx, fieldRef, pod, [])
      : resourceFieldRef && container && containerResourceValue(ctx, resourceFieldRef, pod, container);
    return text === undefined ? [] : [{ path, content: { text }, mode, ...(user !== undefined && { user }) }];
  });
}

function projectedFiles(
  ctx: KubeletContext,
  pod: Pod,
  source: VolumeProjection,
  { defaultMode = usualMode }: Defaults,
  madeUp: string[],
): VolumeFile[] {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source;
  if (configMap) {
    madeUp.push(...unknownRoot(configMap.name));
    return keyFiles(ctx, pod, 'ConfigMap', configMap.name, { ...configMap, defaultMode });
  }
  if (secret) return keyFiles(ctx, pod, 'Secret', secret.name, { ...secret, defaultMode });
  if (downwardAPI) return downwardFiles(ctx, pod, downwardAPI.items, { defaultMode });
  if (serviceAccountToken) {
    madeUp.push('The token of the service account is a line of text: no API server accepts it.');
    const user = effectiveUser(pod);
    const isOwned = user !== undefined || pod.spec?.securityContext?.fsGroup !== undefined;
    const content = { text: 'placeholder.of-a-service-account.token' };
    const { path } = serviceAccountToken;
    return [{ path, content, mode: isOwned ? 0o600 : defaultMode, ...(user !== undefined && { user }) }];
  }
  if (clusterTrustBundle) madeUp.push('The certificates of a ClusterTrustBundle are missing.');
  if (podCertificate) madeUp.push('The certificate of the pod is missing: a signer issues it.');
  return [];
}
