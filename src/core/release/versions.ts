/**
 * The releases that the simulation knows, the oldest first: that of the reference story, and those that people run. It
 * stands by itself, as what reads a release from a setting has no use for the tables of what differs.
 */
export const versions = ['1.18', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** The release that is simulated by default. */
export const newestVersion = versions.at(-1)!;

/** Releases of which only the kubelet is known; their control plane is the newest by default. */
export const kubeletsOnly: ReadonlySet<string> = new Set(['1.18']);
