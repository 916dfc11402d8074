import { ApiServer } from '../../../../src/core/cluster/apiserver/apiServer';
import { clusterObjects } from '../../../../src/core/cluster/simulate/clusterObjects';
import { ObjectStore } from '../../../../src/core/api/objectStore';
import { newestVersion, releaseOf } from '../../../../src/core/release/kubernetesRelease';
import { seededRandom } from '../../../../src/core/random';
import { defaultNode } from '../../../../src/core/scenario/defaultNode';
import { VirtualClock } from '../../../../src/core/virtualClock';
import type { Case } from './cases';
import { namespaceOf, type Answer } from './tables';

const start = Date.parse('2026-01-01T00:00:00Z');

/** What the simulated API server answers a case. */
export function answerOfOurs({ manifest, group }: Case, release = releaseOf(newestVersion)): Answer {
  const { namespaceLabels, given } = group;
  const namespace = namespaceOf(group);
  const store = new ObjectStore();
  for (const object of clusterObjects(namespace, defaultNode, { namespaceLabels })) store.put(object);
  const server = new ApiServer({
    clock: new VirtualClock(start),
    random: seededRandom(1),
    store,
    release,
    node: defaultNode,
    namespace,
    namespaceLabels,
    revealSecrets: true,
  });
  const kubectl = server.clientOf('kubectl');
  for (const object of given) {
    const made = kubectl.createWritten(object);
    if ('error' in made) throw new Error(made.error.message);
  }
  const made = kubectl.createWritten(manifest, { fieldValidation: 'Strict' });
  if ('error' in made) {
    const { code, reason, message } = made.error;
    return { code, ...(reason && { reason }), message };
  }
  const { uid: _, resourceVersion: __, creationTimestamp: ___, ...metadata } = made.object.metadata ?? {};
  return { object: { kind: '', ...made.object, metadata } };
}
