import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { sizeError } from '../../cluster/apiserver/sizeError';
import { askedPodsOf } from '../../assumptions/askedPods';
import { knownObjects } from '../../assumptions/known';
import type { Circumstances } from '../../circumstances/circumstances';
import { worldOf, type World } from '../../circumstances/worldOf';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { isSameList, type StartInput } from './fieldEffects';
import { podOf, podSpecOf, type WrittenPod } from '../../manifest/podOf';
import { isClusterWide } from '../../manifest/references';
import { relatedObjects } from './relatedObjects';
import { startTime } from './startTime';
import { asMeant, wordsOf } from '../meaning/asMeant';

export interface ExplainOptions extends Circumstances {
  /** Objects of the workspace's other files. */
  existing?: readonly WrittenObject[];
}

/**
 * All that it takes to start the pod of an object: the pod, what the manifest and the workspace have for it, and the
 * world with what they have not. Undefined for an object that makes no pod.
 */
export function explainedPod(
  manifest: Pick<Manifest, 'documents'>,
  object: Pick<ManifestObject, 'value' | 'namespace'>,
  options: ExplainOptions,
): StartInput | undefined {
  const written = podOf(object.value);
  if (!written) return undefined;
  const { existing = [], ...circumstances } = options;
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const pod = asMeant(written);
  const known = relatedObjects(manifest, written, namespace, existing).map(asMeant);
  const { seconds, kubernetes } = options;
  const { world, claims } = surroundingsOf(manifest, object.value, { pod, known, namespace, existing, circumstances });
  return {
    pod,
    related: claims.length === 0 ? known : [...known, ...claims],
    surroundings: {
      world,
      seconds: seconds ?? startTime(podSpecOf(pod)),
      kubernetes,
      namespace: options.namespace,
      words: wordsOf([pod, object.value, ...known]),
    },
  };
}

interface PodAmong {
  pod: WrittenPod;
  known: readonly WrittenObject[];
  namespace: string;
  existing: readonly WrittenObject[];
  circumstances: Circumstances;
}

interface Surroundings {
  world: World;
  /** The claims that the workload's controller makes for the pod. */
  claims: readonly WrittenObject[];
}

interface Made {
  known: readonly WrittenObject[];
  key: string;
  surroundings: Surroundings;
  /** The names of other objects that were looked at, by their kind. */
  names: ReadonlyMap<string, string>;
}

const made = new WeakMap<WrittenPod, Made>();

/** The world of one pod; the same one each time for the same, as the pod's start is kept by what it was made from. */
function surroundingsOf(manifest: Pick<Manifest, 'documents'>, maker: WrittenObject, among: PodAmong): Surroundings {
  const { pod, known, namespace, circumstances } = among;
  const key = JSON.stringify(circumstances);
  const before = made.get(pod);
  const namesOf = (kind: string): string[] => namesIn(manifest, among, kind);
  const isSame =
    before?.key === key &&
    isSameList(before.known, known) &&
    [...before.names].every(([kind, names]) => namesOf(kind).join(' ') === names);
  if (isSame) return before.surroundings;
  const looked = new Map<string, string>();
  const names = (kind: string): string[] => {
    const found = namesOf(kind);
    looked.set(kind, found.join(' '));
    return found;
  };
  const filled = asMeant(maker);
  const world = worldOf(
    sizeError(pod) ? [] : [filled],
    knownObjects(known, circumstances.namespace ?? 'default', names),
    circumstances,
  );
  const claims = (askedPodsOf(filled, namespace)?.claims ?? []).map(({ claim }) => claim);
  const surroundings = { world, claims };
  made.set(pod, { known, key, surroundings, names: looked });
  return surroundings;
}

/** The names of the kind that the manifest and the workspace have; documents are parsed only for what is not found. */
function namesIn(
  manifest: Pick<Manifest, 'documents'>,
  { namespace, existing, circumstances }: PodAmong,
  kind: string,
): string[] {
  const isInReach = (own: string | undefined): boolean =>
    isClusterWide(kind) || (own ?? circumstances.namespace ?? 'default') === namespace;
  const written = manifest.documents
    .filter(({ text }) => text.includes(kind))
    .flatMap(({ objects }) => objects.filter((one) => one.kind === kind && isInReach(one.namespace)));
  const others = existing
    .map((one) => declaredObject(one))
    .filter((one) => one.kind === kind && isInReach(one.metadata?.namespace));
  return [...written.map(({ name }) => name), ...others.flatMap(({ metadata }) => metadata?.name ?? [])];
}
