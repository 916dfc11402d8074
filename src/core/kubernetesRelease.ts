/** The releases that the simulation knows: today's, and that of the reference story. */
export type KubernetesVersion = '1.37' | '1.18';

/**
 * What differs between the releases, in one place. The control plane of both is 1.37's (that is how
 * the recordings were made); what is here is the kubelet's.
 */
export interface KubernetesRelease {
  version: KubernetesVersion;
}

export const releases: Readonly<Record<KubernetesVersion, KubernetesRelease>> = {
  '1.37': { version: '1.37' },
  '1.18': { version: '1.18' },
};
