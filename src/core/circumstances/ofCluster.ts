import type { ClusterRelease } from '../observe/clusterRelease';
import { firstRelease } from './chosenRelease';
import { circumstancesOf, type Circumstances } from './circumstances';

/**
 * The circumstances of a start in a cluster, which is of that cluster's own release, whatever a setting says. What was
 * chosen for this start alone, by a flag or a what-if, stays.
 */
export function ofCluster(circumstances: Circumstances, { kubelet, server }: ClusterRelease): Circumstances {
  const { kubernetes, origin } = circumstances;
  if (kubernetes !== undefined && (!origin || origin.by === 'flag')) return circumstances;
  const own = firstRelease([
    ['cluster', kubelet],
    ['cluster', server],
  ]);
  if (own.kubernetes === undefined) return circumstances;
  const controlPlane = firstRelease([['cluster', server]]).kubernetes;
  return circumstancesOf({
    ...circumstances,
    ...own,
    controlPlane: controlPlane === own.kubernetes ? undefined : controlPlane,
  });
}
