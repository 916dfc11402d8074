import { releaseOf, type KubernetesRelease } from '../../../../src/core/release/kubernetesRelease';
import { mixedRelease } from '../../../../src/core/release/mixedRelease';
import { nearestVersion } from '../../../../src/core/release/nearestVersion';

/** The table is about the last patch of each release. Of a recording of an earlier one, what came to it later: as before. */
const earlierPatches: Readonly<Record<string, readonly [row: string, asIn: '1.30']>> = {
  'v1.32.5': ['behaviours.maskedPaths', '1.30'],
};

/** The release that a recording is of, as its patch has it. */
export function recordedPatch(kubernetes: string): KubernetesRelease {
  const release = releaseOf(nearestVersion(kubernetes)!.version);
  const earlier = earlierPatches[kubernetes];
  return earlier ? mixedRelease(release, releaseOf(earlier[1]), [earlier[0]]) : release;
}
