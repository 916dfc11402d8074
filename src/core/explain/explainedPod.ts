import type { KubernetesObject } from '../apiserver/objectStore';
import { askedPodsOf } from '../assumptions/askedPods';
import { knownObjects } from '../assumptions/known';
import type { Circumstances } from '../circumstances/circumstances';
import { worldOf, type World } from '../circumstances/worldOf';
import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import { isSameList, type StartInput } from './fieldEffects';
import { podOf, type WrittenPod } from './podOf';
import { isClusterWide } from './references';
import { relatedObjects } from './relatedObjects';
import { startTime } from './startTime';
import { withTemplatesFilled } from './templateWords';

export interface ExplainOptions extends Circumstances {
  /** Objects of the workspace's other files. */
  existing?: readonly KubernetesObject[];
}

/**
 * All that it takes to start the pod of an object: the pod, what the manifest and the workspace have for it, and the
 * world with what they have not. Undefined for an object that makes no pod.
 */
export function explainedPod(
  manifest: Manifest,
  object: Pick<ManifestObject, 'value' | 'namespace'>,
  options: ExplainOptions,
): StartInput | undefined {
  const written = podOf(object.value);
  if (!written) return undefined;
  const { existing = [], ...circumstances } = options;
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const pod = withTemplatesFilled(written);
  const known = relatedObjects(manifest, written, namespace, existing).map(withTemplatesFilled);
  const { seconds, kubernetes } = options;
  const { world, claims } = surroundingsOf(manifest, object.value, { pod, known, namespace, existing, circumstances });
  return {
    pod,
    related: claims.length === 0 ? known : [...known, ...claims],
    surroundings: { world, seconds: seconds ?? startTime(pod.spec), kubernetes, namespace: options.namespace },
  };
}

interface PodAmong {
  pod: WrittenPod;
  known: readonly KubernetesObject[];
  namespace: string;
  existing: readonly KubernetesObject[];
  circumstances: Circumstances;
}

interface Surroundings {
  world: World;
  /** The claims that the workload's controller makes for the pod. */
  claims: readonly KubernetesObject[];
}

interface Made extends PodAmong {
  manifest: Manifest;
  key: string;
  surroundings: Surroundings;
  text: string;
}

const made = new WeakMap<WrittenPod, Made>();

/** The world of one pod; the same one each time for the same, as the pod's start is kept by what it was made from. */
function surroundingsOf(manifest: Manifest, maker: KubernetesObject, among: PodAmong): Surroundings {
  const { pod, known, existing, circumstances } = among;
  const key = JSON.stringify(circumstances);
  const before = made.get(pod);
  const isSame = before?.key === key && isSameList(before.known, known);
  if (isSame && before.manifest === manifest && isSameList(before.existing, existing)) return before.surroundings;
  const found = newSurroundings(manifest, withTemplatesFilled(maker), among);
  // What other documents have may matter, but mostly it does not.
  const text = JSON.stringify([found.world.assumptions, found.world.missing]);
  const surroundings = isSame && before.text === text ? before.surroundings : found;
  made.set(pod, { ...among, manifest, key, surroundings, text });
  return surroundings;
}

function newSurroundings(manifest: Manifest, maker: KubernetesObject, among: PodAmong): Surroundings {
  const { known, namespace, existing, circumstances } = among;
  const isInReach = (kind: string, own: string | undefined): boolean =>
    isClusterWide(kind) || (own ?? circumstances.namespace ?? 'default') === namespace;
  // Documents are parsed only for what is not found.
  const names = (kind: string): string[] => [
    ...manifest.documents
      .filter(({ text }) => text.includes(kind))
      .flatMap(({ objects }) => objects.filter((one) => one.kind === kind && isInReach(kind, one.namespace)))
      .map(({ name }) => name),
    ...existing
      .filter((one) => one.kind === kind && isInReach(kind, one.metadata?.namespace))
      .flatMap(({ metadata }) => metadata?.name ?? []),
  ];
  const world = worldOf([maker], knownObjects(known, circumstances.namespace ?? 'default', names), circumstances);
  const claims = (askedPodsOf(maker, namespace)?.claims ?? []).map(({ claim }) => claim);
  return { world, claims };
}
