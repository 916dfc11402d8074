import { releaseOf, type KubernetesRelease } from '../release/kubernetesRelease';
import { nearestVersion } from '../release/nearestVersion';
import type { Trace } from '../trace/trace';

/** Where nothing tells a cluster's release: the newest one whose windows are as wide as those of any. */
const widest = '1.35';

/** The release of a trace, for its clock; undefined of kubelets that the clock does not know. */
export function clockRelease({ kubernetes }: Pick<Trace, 'kubernetes'>): KubernetesRelease | undefined {
  const release = releaseOf(nearestVersion(kubernetes)?.version ?? widest);
  return release.syncsForEveryProbe ? release : undefined;
}
