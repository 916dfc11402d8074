import { controlPlaneOf, newestVersion, releaseOf, type KubernetesRelease } from '../release/kubernetesRelease';
import { nearestVersion } from '../release/nearestVersion';
import type { Circumstances } from './circumstances';

/** The release of the API server that takes the objects in. */
export function controlPlaneRelease({ kubernetes, controlPlane, scenario }: Circumstances): KubernetesRelease {
  const said = nearestVersion(scenario?.controlPlane ?? '')?.version ?? controlPlane;
  return said ? releaseOf(said) : controlPlaneOf(releaseOf(kubernetes ?? newestVersion));
}
