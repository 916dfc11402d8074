import type { KubernetesRelease } from '../../../../src/core/release/kubernetesRelease';
import { nearestVersion } from '../../../../src/core/release/nearestVersion';
import { controlPlaneOf } from '../../../recordings/recordings';
import { lettersAsText } from '../../../../src/core/manifest/lettersAsText';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';
import type { RecordedAudit } from '../../../recordings/recordings';

/** Simulates what a recording did, in its circumstances; `release` stands in for the one that was recorded. */
export function replaySimulation(recording: Omit<RecordedAudit, 'audit'>, release?: KubernetesRelease): Simulation {
  const { manifest, namespace, plan, services, node, actions, namespaceLabels, runtime, seconds, kubernetes } =
    recording;
  const controlPlane = controlPlaneOf(kubernetes);
  return simulate({
    objects: parseManifest(manifest).objects.map((object) => lettersAsText(object, manifest)),
    namespace,
    scenario: {
      ...plan,
      runtime,
      services,
      node,
      ...(controlPlane !== kubernetes && { controlPlane }),
      ...(actions && { actions }),
      ...(namespaceLabels && { namespaceLabels }),
    },
    seconds,
    kubernetes: nearestVersion(kubernetes)!.version,
    ...(release && { release }),
    revealSecrets: true,
  });
}
