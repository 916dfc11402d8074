import type { ClusterRelease } from '../observe/clusterRelease';
import { firstRelease } from './chosenRelease';
import { circumstancesOf, type Circumstances } from './circumstances';

/**
 * The circumstances of a start in a cluster, which is of that cluster's own release, and of its node's container runtime,
 * whatever a setting says. A release that was chosen for this start alone, by a flag or a what-if, stays.
 */
export function ofCluster(circumstances: Circumstances, { kubelet, server, runtime }: ClusterRelease): Circumstances {
  const { kubernetes, origin } = circumstances;
  const there = circumstancesOf({ ...circumstances, runtime: runtime ?? circumstances.runtime });
  if (kubernetes !== undefined && (!origin || origin.by === 'flag')) return there;
  const own = firstRelease([
    ['cluster', kubelet],
    ['cluster', server],
  ]);
  if (own.kubernetes === undefined) return there;
  const controlPlane = firstRelease([['cluster', server]]).kubernetes;
  return circumstancesOf({
    ...there,
    ...own,
    controlPlane: controlPlane === own.kubernetes ? undefined : controlPlane,
  });
}
