import type { Container, EphemeralContainer, Pod, VolumeMount } from '../../../api/types';
import type { ImageSpec, Mount, MountPropagation } from '../../../cri/types';
import { message } from '../../../cri/message';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { expand } from './expansion';
import { podAnnotations, podDir } from './podIdentity';
import { podVolume } from './podVolumes';
import { handlerFeatures, runtimeHandler } from './runtimeHandler';
import { volumeFiles } from './volumeFiles';

const hostsPath = '/etc/hosts';

/** What mounts are made from, beside the pod and the container. */
export interface MountInput {
  podIPs: string[];
  environment: ReadonlyMap<string, string>;
  imageVolumes: ReadonlyMap<string, string> | undefined;
  terminationLogId: string;
}

/**
 * A container's mounts: its volumes, the hosts file that the kubelet writes, and the file that takes its
 * last words.
 * pkg/kubelet/kubelet_pods.go (makeMounts) and pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37.
 *
 * @throws KubeletError for a mount that can not be made
 */
export function containerMounts(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  input: MountInput,
): Mount[] {
  const mounts = (container.volumeMounts ?? []).map((mount, index) =>
    volumeMount(ctx, pod, container, mount, index, input),
  );
  const relabelled = ctx.node.seLinux ? { selinux_relabel: true } : {};
  const ownHosts = (container.volumeMounts ?? []).some(({ mountPath }) => mountPath === hostsPath);
  if (!ownHosts && (input.podIPs.length > 0 || pod.spec?.hostNetwork)) {
    mounts.push({ container_path: hostsPath, host_path: `${podDir(ctx, pod)}/etc-hosts`, ...relabelled });
  }
  const log = container.terminationMessagePath;
  if (log) {
    mounts.push({
      container_path: absolute(log),
      host_path: `${podDir(ctx, pod)}/containers/${container.name}/${input.terminationLogId}`,
      ...relabelled,
    });
  }
  return mounts;
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function fail(text: string): never {
  throw new KubeletError('CreateContainerConfigError', text);
}

function volumeMount(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  mount: VolumeMount,
  index: number,
  { environment, imageVolumes }: MountInput,
): Mount {
  const volume = podVolume(ctx, pod, mount.name);
  if (!volume || volume.blockDevice !== undefined) {
    return fail(`cannot find volume "${mount.name}" to mount into container "${container.name}"`);
  }
  const subPath = mount.subPathExpr ? expandedSubPath(mount.subPathExpr, environment) : (mount.subPath ?? '');
  if (subPath.startsWith('/')) fail(`error SubPath \`${subPath}\` must not be an absolute path`);
  if (subPath.split('/').includes('..')) fail(`unable to provision SubPath \`${subPath}\`: must not contain '..'`);

  if (subPath && (volume.isFile || leadsThroughFile(ctx, pod, mount.name, subPath))) {
    fail(`failed to prepare subPath for volumeMount "${mount.name}" of container "${container.name}"`);
  }
  const image = imageVolumes?.has(mount.name) ? imageOf(ctx, pod, mount.name, imageVolumes) : undefined;
  // A subPath is mounted by way of a folder of its own, so that no symbolic link leads out of the volume.
  const hostPath = subPath
    ? `${podDir(ctx, pod)}/volume-subpaths/${volume.innerName}/${container.name}/${index}`
    : volume.hostPath;
  return message<Mount>({
    container_path: absolute(mount.mountPath),
    host_path: image ? undefined : hostPath,
    readonly: mount.readOnly || volume.readOnly,
    selinux_relabel: ctx.node.seLinux && volume.isRelabelled,
    propagation: propagationOf(mount.mountPropagation),
    recursive_read_only: recursiveReadOnly(ctx, pod, mount),
    image,
    // As soon as a pod has image volumes, this is set for its other mounts, too.
    image_sub_path: imageVolumes && imageVolumes.size > 0 ? subPath : undefined,
    mount_options: mount.bindMountOptions,
  });
}

/** Whether a part of the path, but for the last, is a file that the kubelet wrote, so that nothing can be below it. */
function leadsThroughFile(ctx: KubeletContext, pod: Pod, volumeName: string, subPath: string): boolean {
  const volume = subPath.includes('/') ? pod.spec?.volumes?.find(({ name }) => name === volumeName) : undefined;
  return volume !== undefined && volumeFiles(ctx, pod, volume).some((file) => subPath.startsWith(`${file}/`));
}

function expandedSubPath(expression: string, environment: ReadonlyMap<string, string>): string {
  const missing = new Set<string>();
  const path = expand(expression, (name) => {
    const value = environment.get(name);
    if (!value) missing.add(name);
    return value ?? '';
  });
  if (missing.size > 0) fail(`missing value for ${[...missing].sort().join(', ')}`);
  return path;
}

/** The image of an image volume, as it was pulled and as it was written. */
function imageOf(ctx: KubeletContext, pod: Pod, volumeName: string, refs: ReadonlyMap<string, string>): ImageSpec {
  const reference = pod.spec?.volumes?.find(({ name }) => name === volumeName)?.image?.reference;
  return message<ImageSpec>({
    image: refs.get(volumeName),
    annotations: podAnnotations(ctx, pod),
    user_specified_image: reference,
  });
}

function propagationOf(mode: string | undefined): MountPropagation | undefined {
  switch (mode) {
    case undefined:
    case 'None':
      return undefined;
    case 'HostToContainer':
      return 'PROPAGATION_HOST_TO_CONTAINER';
    case 'Bidirectional':
      return 'PROPAGATION_BIDIRECTIONAL';
    default:
      return fail(`invalid MountPropagation mode: "${mode}"`);
  }
}

/** pkg/kubelet/kubelet_pods.go (resolveRecursiveReadOnly), 1.37. */
function recursiveReadOnly(ctx: KubeletContext, pod: Pod, mount: VolumeMount): boolean {
  const { name, recursiveReadOnly: mode = 'Disabled', readOnly, mountPropagation: propagation } = mount;
  if (mode === 'Disabled') return false;
  const refuse = (text: string): never =>
    fail(
      `failed to resolve recursive read-only mode: volume "${name}" requested recursive read-only mode, but it is ${text}`,
    );
  if (!readOnly) refuse('not read-only');
  if (propagation !== undefined && propagation !== 'None') refuse(`not compatible with propagation "${propagation}"`);
  const supported = handlerFeatures(ctx.node, runtimeHandler(ctx, pod))?.recursiveReadOnlyMounts === true;
  if (mode === 'IfPossible') return supported;
  if (mode !== 'Enabled')
    fail(`failed to resolve recursive read-only mode: unknown recursive read-only mode "${mode}"`);
  return supported || refuse('not supported by the runtime');
}
