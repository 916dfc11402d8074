import { ageOf } from './difference';
import { versions } from './versions';
import type { KubernetesVersion } from './kubernetesRelease';

/** A release as someone named it, and the one that is taken for it. */
export interface NamedVersion {
  version: KubernetesVersion;
  /** What was named, where the simulation does not know it: `1.41`. */
  asked?: string;
}

/**
 * The known release that is nearest to what someone named, `1.34`, `v1.34.4`, `v1.33.5-gke.1162000` or `1.34+`; of two
 * that are as near, the newer one. Undefined where the text names no release.
 */
export function nearestVersion(text: string): NamedVersion | undefined {
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,4})(?:[.+-][\w.+-]*)?$/i.exec(text.trim()) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const asked = `${Number(major)}.${Number(minor)}`;
  const far = (version: string): number => Math.abs(ageOf(version) - ageOf(asked));
  const version = versions.reduce((best, next) => (far(next) <= far(best) ? next : best));
  return version === asked ? { version } : { version, asked };
}
