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
  /** Bytes a millisecond. */
  pullSpeed: number;
  /** Bytes of an image whose size nobody knows. */
  imageSize: number;
  /** A volume that a provisioner makes for a claim. */
  provisionVolume: number;
}

/** What containerd 2.4 took on one machine, from a registry on the same machine (medians of the recordings). */
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
  imageSize: 5_000_000,
  provisionVolume: 1_500,
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
  imageSize: 1_048_576,
  provisionVolume: 1,
};

/** @param runtime a scenario's `runtime`: `fakecri://…`, `containerd://…` */
export function profileOf(runtime: string | undefined): DurationProfile {
  return runtime?.startsWith('fakecri') ? instantProfile : containerdProfile;
}
