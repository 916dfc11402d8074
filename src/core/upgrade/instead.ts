import { unservedVersion } from '../api/unservedVersion';
import type { KubernetesVersion } from '../release/kubernetesRelease';

/** What to do about a refusal of a kind or version that a release does not serve, and since when it does not. */
export function insteadOf(message: string, release: KubernetesVersion): string | undefined {
  const [, kind = '', version = ''] = /^no matches for kind "([^"]*)" in version "([^"]*)"$/.exec(message) ?? [];
  const unserved = unservedVersion(kind, version, release);
  if (!unserved) return undefined;
  return `${unserved.why === undefined ? '' : `${unserved.why}: `}${unserved.next}`;
}
