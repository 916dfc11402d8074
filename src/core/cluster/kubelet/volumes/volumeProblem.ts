import type { ConfigMap, DownwardAPIVolumeFile, EmptyDirVolumeSource, KeyToPath, NFSVolumeSource, PersistentVolumeSpec, Pod, Secret, Volume } from '../../../api/types'; // prettier-ignore
import { isReachable } from '../../../componentHelpers/findMatchingVolume';
import { credentialsProblem } from './credentialsProblem';
import { trustBundleProblem } from './certificateProblem';
import { hostPathProblem, pathType } from './hostPathProblem';
import type { KubeletContext } from '../context/kubeletContext';
import { containerResourceValue } from '../kuberuntime/containerResourceValue';
import { tmpfsProblem } from './tmpfsProblem';
import { isMigratedToCsi, volumeProvider } from './volumeProvider';
import { volumeSource, type VolumeSource } from './volumeSource';
import { entryOf } from '../../../entryOf';

/** Kinds of volumes that no kubelet of this release mounts any more (pkg/volume of older releases has their plugins). */
const withoutPlugin = ['cephfs', 'flocker', 'glusterfs', 'photonPersistentDisk', 'quobyte', 'rbd', 'scaleIO', 'storageos'] as const; // prettier-ignore
/** Why a volume is not mounted. */
export interface VolumeProblem {
  /** `processing` is told for the pod as a whole, `mounting` for the volume, and of `attaching` nothing is told. */
  at: 'processing' | 'attaching' | 'mounting';
  message: string;
}

/** Why a volume cannot be mounted; undefined where it can. */
export function volumeProblem(ctx: KubeletContext, pod: Pod, volume: Volume): VolumeProblem | undefined {
  let found: VolumeSource;
  try {
    found = volumeSource(ctx, pod, volume);
  } catch (error) {
    return { at: 'processing', message: error instanceof Error ? error.message : String(error) };
  }
  const { name, source, persistent } = found;
  if (!ctx.release.mountsCloudVolumes) {
    // A driver of FlexVolume is a plugin of its own, found in a folder of the node (pkg/volume/flexvolume/probe.go, 1.37).
    if (withoutPlugin.some((kind) => source[kind]) || (source.flexVolume && !isProvided(ctx, source))) {
      const message = `failed to get Plugin from volumeSpec for volume "${name}" err=no volume plugin matched`;
      return { at: 'processing', message };
    }
    if (isMigratedToCsi(source))
      return isProvided(ctx, source) ? unreadable(ctx, pod, found) : { at: 'attaching', message: '' };
  }
  if (persistent && !isReachable({ spec: source as PersistentVolumeSpec }, ctx.node)) {
    const message = `MountVolume.NodeAffinity check failed for volume "${name}" : no matching NodeSelectorTerms`;
    return { at: 'mounting', message };
  }
  // Of block devices only some plugins know.
  if (persistent && source.hostPath && 'volumeMode' in source && source.volumeMode === 'Block')
    return { at: 'attaching', message: '' };
  if (isProvided(ctx, source)) return unreadable(ctx, pod, found);
  // An external attacher has to come.
  if ((persistent && source.csi) || source.iscsi) return { at: 'attaching', message: '' };
  if (source.fc) {
    return { at: 'mounting', message: `MountVolume.WaitForAttach failed for volume "${name}" : no fc disk found` };
  }
  if (source.local && !pathType(source.local.path, ctx.node.paths)) {
    const message = `MountVolume.NewMounter initialization failed for volume "${name}" : path "${source.local.path}" does not exist`;
    return { at: 'mounting', message };
  }
  if (persistent && source.hostPath && source.mountOptions?.length) {
    const message = `MountVolume.MountOptionSupport check failed for volume "${name}" : mount options are not supported for this volume type`;
    return { at: 'mounting', message };
  }
  const problem = setUpProblem(ctx, pod, name, source);
  return problem === undefined
    ? undefined
    : { at: 'mounting', message: `MountVolume.SetUp failed for volume "${name}" : ${problem}` };
}

/** Whether what the volume lies on, outside of Kubernetes, is there. */
function isProvided({ provides }: KubeletContext, source: VolumeSource['source']): boolean {
  const provider = volumeProvider(source);
  return provider !== undefined && provides?.(provider) === true;
}

/** What the volume lies on is there, and asks for credentials that may not be. */
function unreadable(ctx: KubeletContext, pod: Pod, found: VolumeSource): VolumeProblem | undefined {
  const message = credentialsProblem(ctx, pod, found);
  return message === undefined ? undefined : { at: 'mounting', message };
}

/** In the words of the volume's plugin (pkg/volume, 1.37). */
function setUpProblem(
  ctx: KubeletContext,
  pod: Pod,
  name: string,
  { configMap, secret, downwardAPI, projected, hostPath, csi, emptyDir, nfs, gitRepo }: VolumeSource['source'],
): string | undefined {
  const namespace = pod.metadata?.namespace ?? '';
  if (configMap) return configMapProblem(ctx, namespace, configMap);
  if (secret)
    return (
      secretProblem(ctx, namespace, secret.secretName, secret.items, secret.optional) ??
      tmpfsProblem(ctx, pod, { name, secret }, 'secret')
    );
  if (downwardAPI)
    return (
      downwardProblem(ctx, pod, downwardAPI.items) ?? tmpfsProblem(ctx, pod, { name, downwardAPI }, 'downward-api')
    );
  if (projected) {
    const problems = (projected.sources ?? []).flatMap((source) => {
      const problem =
        (source.configMap && configMapProblem(ctx, namespace, source.configMap)) ??
        (source.secret &&
          secretProblem(ctx, namespace, source.secret.name, source.secret.items, source.secret.optional)) ??
        (source.downwardAPI && downwardProblem(ctx, pod, source.downwardAPI.items)) ??
        (source.clusterTrustBundle && trustBundleProblem(ctx, source.clusterTrustBundle)) ??
        // Who signs runs outside of Kubernetes (pkg/kubelet/podcertificate/podcertificatemanager.go, 1.37).
        (source.podCertificate && !ctx.provides?.(`signer ${source.podCertificate.signerName}`)
          ? 'credential bundle is not issued yet'
          : undefined);
      return problem === undefined ? [] : [problem];
    });
    return aggregate(problems) ?? tmpfsProblem(ctx, pod, { name, projected }, 'projected');
  }
  if (hostPath) {
    // A volume behind a claim is not checked when it is created here.
    return hostPathProblem(ctx.release, hostPath.path, hostPath.type ?? '', ctx.node.paths);
  }
  if (csi) {
    return `kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name ${csi.driver} not found in the list of registered CSI drivers`;
  }
  if (emptyDir) return mediumProblem(emptyDir, pod);
  if (nfs) return nfsProblem(ctx, pod, name, nfs);
  if (gitRepo && !ctx.release.clonesRepositories) {
    return 'git-repo volume plugin has been disabled; if necessary, it may be re-enabled by enabling the feature-gate `GitRepoVolumeDriver`';
  }
  return undefined;
}

/** A container whose resources are asked for must be there (pkg/volume/downwardapi/downwardapi.go CollectData, 1.37). */
function downwardProblem(
  ctx: KubeletContext,
  pod: Pod,
  items: readonly DownwardAPIVolumeFile[] = [],
): string | undefined {
  const problems = items.flatMap(({ resourceFieldRef }) => {
    const [container] = pod.spec?.containers ?? [];
    if (!resourceFieldRef || !container) return [];
    try {
      containerResourceValue(ctx, resourceFieldRef, pod, container);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
  return aggregate(problems);
}

/** Errors as Kubernetes tells several at once: each once, in brackets. */
function aggregate(problems: readonly string[]): string | undefined {
  const unique = [...new Set(problems)];
  return unique.length > 1 ? `[${unique.join(', ')}]` : unique[0];
}

/** pkg/volume/emptydir/empty_dir.go SetUpAt and getPageSizeMountOption, 1.37. */
function mediumProblem({ medium = '' }: EmptyDirVolumeSource, { spec }: Pod): string | undefined {
  if (medium === '' || medium === 'Memory') return undefined;
  if (!medium.startsWith('HugePages')) return `unknown storage medium "${medium}"`;
  const all = [spec, ...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const sizes = new Set(
    all.flatMap((one) =>
      Object.keys(one?.resources?.requests ?? {}).flatMap((key) => /^hugepages-(.*)$/.exec(key)?.slice(1) ?? []),
    ),
  );
  const size = medium.slice('HugePages-'.length);
  if (!size && sizes.size > 1) return `medium: ${medium} can't be used if container requests multiple huge page sizes`;
  if (size ? sizes.has(size) : sizes.size > 0) return undefined;
  return `medium ${medium}: hugePages storage requested, but there is no resource request for huge pages`;
}

/** A node that reaches no server has no use for a file system of that kind. */
function nfsProblem(
  { node }: KubeletContext,
  pod: Pod,
  name: string,
  { server, path, readOnly }: NFSVolumeSource,
): string {
  const folder = `${node.rootDir}/pods/${pod.metadata?.uid}/volumes/kubernetes.io~nfs/${name}`;
  return `mount failed: exit status 32
Mounting command: mount
Mounting arguments:  -t nfs ${readOnly ? '-o ro ' : ''}${server}:${path} ${folder}
Output: mount: ${folder}: unknown filesystem type 'nfs'.
       dmesg(1) may have more information after failed mount system call.
`;
}

function configMapProblem(
  { store }: KubeletContext,
  namespace: string,
  { name = '', items, optional }: { name?: string; items?: KeyToPath[]; optional?: boolean },
): string | undefined {
  // The cluster's own certificate is in every namespace.
  if (name === 'kube-root-ca.crt') return undefined;
  const found = store.get<ConfigMap>('ConfigMap', namespace, name);
  if (!found) return optional ? undefined : `configmap "${name}" not found`;
  const missing = items?.find(
    ({ key }) => entryOf(found.data, key) === undefined && entryOf(found.binaryData, key) === undefined,
  );
  return missing && !optional ? `configmap references non-existent config key: ${missing.key}` : undefined;
}

function secretProblem(
  { store }: KubeletContext,
  namespace: string,
  name: string | undefined,
  items: KeyToPath[] | undefined,
  optional: boolean | undefined,
): string | undefined {
  const found = store.get<Secret>('Secret', namespace, name ?? '');
  if (!found) return optional ? undefined : `secret "${name}" not found`;
  const missing = items?.find(({ key }) => entryOf(found.data, key) === undefined);
  return missing && !optional ? `references non-existent secret key: ${missing.key}` : undefined;
}
