import type { ContainerConfig, Mount, PodSandboxConfig } from '../cri/types';
import { subPathOf, type Replay, type ReplayedContainer } from './replay';

/** Where in the folder of a run lies what a kubelet has in its own folders. */
export const places = {
  volume: (name: string): string => `volumes/${name}`,
  hosts: 'hosts',
  logs: 'logs',
  terminationLog: (container: string): string => `termination-log/${container}`,
};

/** A part of a volume that a container mounts. */
export interface SubPath {
  volume: string;
  path: string;
}

/** Whether a volume's files lie in the folder of the run, and not on the node. */
export function isOwn(replay: Replay, volume: string): boolean {
  return replay.setUp.volumes.some(({ name, kind }) => name === volume && kind !== 'host');
}

/** The sandbox's configuration with its logs in the folder of the run. */
export function relocatedSandbox({ sandbox }: Replay, run: string): PodSandboxConfig {
  return { ...sandbox, log_directory: `${run}/${places.logs}` };
}

/**
 * A container's configuration with its mounts in the folder of the run. The image is the one that the manifest names: its
 * id is the runtime's to give.
 */
export function relocatedContainer(replay: Replay, container: ReplayedContainer, run: string): ContainerConfig {
  const { config, name } = container;
  const { image: id, user_specified_image: image = id, ...others } = config.image ?? {};
  return {
    ...config,
    image: { ...others, image, user_specified_image: image },
    mounts: (config.mounts ?? []).map((mount, index) => relocatedMount(replay, container, mount, index, `${run}/`)),
    ...(config.log_path !== undefined && { log_path: `${name}/0.log` }),
  };
}

function relocatedMount(replay: Replay, container: ReplayedContainer, mount: Mount, index: number, run: string): Mount {
  const asked = container.spec.volumeMounts?.[index];
  const volume = replay.setUp.volumes.find(({ name }) => name === asked?.name);
  if (mount.image) {
    const { image: id, user_specified_image: image = id, ...others } = mount.image;
    return { ...mount, image: { ...others, image } };
  }
  if (volume) {
    const folder = volume.kind === 'host' ? volume.hostPath : run + places.volume(volume.name);
    const subPath = subPathOf(container, index);
    return { ...mount, host_path: subPath ? `${folder}/${subPath}` : folder };
  }
  const { rootDir } = replay.setUp;
  if (mount.host_path === `${rootDir}/etc-hosts`) return { ...mount, host_path: run + places.hosts };
  if (mount.host_path?.startsWith(`${rootDir}/containers/`))
    return { ...mount, host_path: run + places.terminationLog(container.name) };
  return mount;
}

/** The parts of volumes that a container mounts: a kubelet makes the folders that are missing. */
export function subPathsOf(container: ReplayedContainer): SubPath[] {
  return (container.spec.volumeMounts ?? []).flatMap(({ name }, index) => {
    const path = subPathOf(container, index);
    return path ? [{ volume: name, path }] : [];
  });
}
