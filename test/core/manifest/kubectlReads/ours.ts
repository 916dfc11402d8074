import { textOfBytes } from '../../../../src/cli/textOfBytes';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { ApiServer } from '../../../../src/core/cluster/apiserver/apiServer';
import { clusterObjects } from '../../../../src/core/cluster/simulate/clusterObjects';
import { ObjectStore } from '../../../../src/core/api/objectStore';
import { releaseOf } from '../../../../src/core/release/kubernetesRelease';
import { seededRandom } from '../../../../src/core/random';
import { defaultNode } from '../../../../src/core/scenario/defaultNode';
import { VirtualClock } from '../../../../src/core/virtualClock';
import { bytesOf, type HostileText } from './texts';

/** What comes of a text. */
export interface Reading {
  /** Whether a part of it cannot be read as YAML. */
  isUnreadable: boolean;
  /** The objects as they are sent. */
  sent: unknown[];
  /** Those that the API server takes, as it stores them. */
  stored: unknown[];
  /** The refusals and the warnings, word for word. */
  errors: string[];
  warnings: string[];
}

/** What the extension reads a text as, and what its API server answers. */
export function readByOurs(hostile: HostileText): Reading {
  const manifest = parseManifest(textOfBytes(bytesOf(hostile)));
  const broken = manifest.problems.find(({ severity }) => severity === 'error');
  // Others simulate what can be read of a text; kubectl goes no further than to the first document that cannot.
  const whole = manifest.documents.filter(({ end }) => !broken || end < broken.offset);
  const sent = whole.flatMap(({ objects }) => objects.map(({ value }) => value));
  const store = new ObjectStore();
  for (const object of clusterObjects('default', defaultNode, {})) store.put(object);
  const server = new ApiServer({
    clock: new VirtualClock(Date.parse('2026-01-01T00:00:00Z')),
    random: seededRandom(1),
    store,
    release: releaseOf('1.37'),
    node: defaultNode,
    namespace: 'default',
    namespaceLabels: {},
    revealSecrets: true,
  });
  const kubectl = server.clientOf('kubectl');
  const stored = sent.flatMap((object) => {
    const made = kubectl.createWritten(object, { fieldValidation: 'Strict' });
    return 'object' in made ? [made.object] : [];
  });
  const { errors, warnings = [] } = server.view();
  return {
    isUnreadable: broken !== undefined,
    sent,
    stored,
    errors: errors.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  };
}
