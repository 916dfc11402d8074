import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type { Device } from '../../../cri/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { podVolume } from './podVolumes';

/**
 * The devices of a container: volumes in Block mode.
 * pkg/kubelet/kubelet_pods.go (makeBlockVolumes), 1.37.
 *
 * @throws KubeletError for a path that is not absolute or a volume that is no device
 */
export function containerDevices(ctx: KubeletContext, pod: Pod, container: Container | EphemeralContainer): Device[] {
  return (container.volumeDevices ?? []).map(({ name, devicePath }) => {
    if (!devicePath.startsWith('/')) fail(`error DevicePath \`${devicePath}\` must be an absolute path`);
    const volume = podVolume(ctx, pod, name);
    if (!volume?.blockDevice) {
      return fail(`cannot find volume "${name}" to pass into container "${container.name}"`);
    }
    return {
      container_path: devicePath,
      host_path: volume.blockDevice,
      permissions: volume.readOnly ? 'r' : 'mrw',
    };
  });
}

function fail(text: string): never {
  throw new KubeletError('CreateContainerConfigError', text);
}
