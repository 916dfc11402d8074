import { imageNameOf } from '../componentHelpers/imageName';
import { entryOf } from '../entryOf';
import { commonImageSize } from './imageSizes';

/** How long the parts of a start take, in milliseconds. */
export interface DurationProfile {
  name: string;
  runPodSandbox: number;
  /** Of a pod on the node's network, where no CNI plugin is called. */
  runHostNetworkSandbox: number;
  createContainer: number;
  startContainer: number;
  /** Status reads, and every call that is not named here. */
  status: number;
  stopPodSandbox: number;
  /** A pull's part that does not depend on the size: resolving, and unpacking's fixed cost. */
  pullImage: number;
  /** How fast an image comes from its registry, in bytes a millisecond. */
  pullSpeed: number;
  /** The same of single registries, by their hosts. */
  registrySpeeds?: Readonly<Record<string, number>>;
  /** How fast what came is unpacked, in compressed bytes a millisecond. */
  unpackSpeed: number;
  /** Bytes of an image whose size nobody knows. */
  imageSize: number;
  /** Bytes of single images, by their names with the tag. */
  imageSizes?: Readonly<Record<string, number>>;
  /** Whether common images have the size that they have on Docker Hub. */
  hasCommonSizes?: boolean;
  /** A volume that a provisioner makes for a claim. */
  provisionVolume: number;
}

/**
 * What containerd 2.4 took on one machine, from a registry on the same machine: the medians of the recordings made with it
 * (30 sandboxes with CNI, 43 containers created and 36 started, 98 ImageStatus; the pull of 104 MB took 387 ms, which is
 * fetching and unpacking together).
 */
export const containerdProfile: DurationProfile = {
  name: 'containerd',
  runPodSandbox: 121,
  runHostNetworkSandbox: 81,
  createContainer: 14,
  startContainer: 64,
  status: 1,
  stopPodSandbox: 60,
  pullImage: 20,
  pullSpeed: 270_000,
  unpackSpeed: Number.POSITIVE_INFINITY,
  imageSize: 5_000_000,
  provisionVolume: 1_500,
};

/**
 * An ordinary node: containerd as it was measured, and images that come over the internet, as most do. Assumed: a token, the
 * index, the manifest and the image's description are asked for first, at 150 ms each; a connection of 200 Mbit/s; 100 MB
 * for an image that is not in the table of common ones. Unpacked is as fast as the recordings' machine did that.
 */
export const usualProfile: DurationProfile = {
  ...containerdProfile,
  name: 'usual',
  pullImage: 600,
  pullSpeed: 25_000,
  unpackSpeed: containerdProfile.pullSpeed,
  imageSize: 100_000_000,
  hasCommonSizes: true,
};

/** A runtime that keeps everything in memory: every call takes about a millisecond. */
export const instantProfile: DurationProfile = {
  name: 'in memory',
  runPodSandbox: 1.5,
  runHostNetworkSandbox: 1.5,
  createContainer: 1.1,
  startContainer: 0.4,
  status: 0.4,
  stopPodSandbox: 0.5,
  pullImage: 0.7,
  pullSpeed: Number.POSITIVE_INFINITY,
  unpackSpeed: Number.POSITIVE_INFINITY,
  imageSize: 1_048_576,
  hasCommonSizes: false,
  provisionVolume: 1,
};

/** @param runtime a scenario's `runtime`: `fakecri://…`, `containerd://…` */
export function profileOf(runtime: string | undefined): DurationProfile {
  return runtime?.startsWith('fakecri') ? instantProfile : containerdProfile;
}

/** What an image weighs when it is pulled, in bytes. */
export function imageSizeIn({ hasCommonSizes, imageSize, imageSizes }: DurationProfile, reference: string): number {
  return entryOf(imageSizes, reference) ?? (hasCommonSizes ? commonImageSize(reference) : undefined) ?? imageSize;
}

/** The parts of a pull, in milliseconds: what is asked for first, the layers that come, and their unpacking. */
export function pullTimes(profile: DurationProfile, reference: string): { ask: number; fetch: number; unpack: number } {
  const size = imageSizeIn(profile, reference);
  const [registry = ''] = (imageNameOf(reference)?.repository ?? '').split('/');
  const speed = entryOf(profile.registrySpeeds, registry) ?? profile.pullSpeed;
  return { ask: profile.pullImage, fetch: size / speed, unpack: size / profile.unpackSpeed };
}
