import { nearestVersion } from '../../../../src/core/release/nearestVersion';
import { controlPlaneOf } from '../../../recordings/recordings';
import { lettersAsText } from '../../../../src/core/manifest/lettersAsText';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';
import type { RecordedAudit } from '../../../recordings/recordings';

/** Simulates what a recording did, in its circumstances. */
export function replaySimulation(recording: Omit<RecordedAudit, 'audit'>): Simulation {
  const { manifest, namespace, plan, services, node, actions, namespaceLabels, runtime, seconds, kubernetes } =
    recording;
  return simulate({
    objects: parseManifest(manifest).objects.map((object) => lettersAsText(object, manifest)),
    namespace,
    scenario: {
      ...plan,
      runtime,
      services,
      node,
      controlPlane: controlPlaneOf(kubernetes),
      ...(actions && { actions }),
      ...(namespaceLabels && { namespaceLabels }),
    },
    seconds,
    kubernetes: nearestVersion(kubernetes)!.version,
    revealSecrets: true,
  });
}
