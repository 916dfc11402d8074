import { newestVersion } from '../release/versions';
import { onOneLine } from '../onOneLine';
import type { Trace } from '../trace/trace';

/**
 * ` of Kubernetes 1.34`: the release of the simulation that an observed start is compared with, where that is not the
 * newest or the cluster's is not known; else nothing.
 */
export function comparedRelease(observed: Pick<Trace, 'kubernetes'>, simulated: Pick<Trace, 'kubernetes'>): string {
  const { kubernetes } = simulated;
  const isOther = observed.kubernetes !== '' && observed.kubernetes !== kubernetes;
  if (kubernetes === newestVersion && !isOther) return '';
  return ` of Kubernetes ${kubernetes}${isOther ? ` (the cluster runs ${onOneLine(observed.kubernetes)})` : ''}`;
}
