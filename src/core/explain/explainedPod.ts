import type { WrittenObject } from '../apiserver/objectStore';
import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import type { StartInput } from './fieldEffects';
import { podOf, podSpecOf } from './podOf';
import type { Circumstances } from './podStart';
import { relatedObjects } from './relatedObjects';
import { standIns } from './standIns';
import { wantsImageUser } from './usualUsers';
import { startTime } from './startTime';
import { asMeant } from './asMeant';

export interface ExplainOptions extends Circumstances {
  /** Objects of the workspace's other files. */
  existing?: readonly WrittenObject[];
}

/**
 * All that it takes to start the pod of an object: the pod, what the manifest and the workspace have for it, and
 * stand-ins for what they have not. Undefined for an object that makes no pod.
 */
export function explainedPod(
  manifest: Manifest,
  object: Pick<ManifestObject, 'value' | 'namespace'>,
  options: ExplainOptions,
): StartInput | undefined {
  const written = podOf(object.value);
  if (!written) return undefined;
  const { scenario, seconds, kubernetes } = options;
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const pod = asMeant(written);
  const spec = podSpecOf(pod);
  const known = relatedObjects(manifest, written, namespace, options.existing).map(asMeant);
  return {
    pod,
    related: [...known, ...standInsFor(pod, known, namespace)],
    circumstances: {
      scenario,
      seconds: seconds ?? startTime(spec),
      kubernetes,
      namespace: options.namespace,
      ...(wantsImageUser(spec) && { hasImageUsers: true }),
    },
  };
}

const made = new WeakMap<WrittenObject, { known: readonly WrittenObject[]; objects: WrittenObject[] }>();

/** The stand-ins, the same objects each time: the pod's start is kept by what it was made from. */
function standInsFor(
  pod: NonNullable<ReturnType<typeof podOf>>,
  known: readonly WrittenObject[],
  namespace: string,
): WrittenObject[] {
  const before = made.get(pod);
  if (before?.known.length === known.length && before.known.every((object, i) => object === known[i]))
    return before.objects;
  const objects = standIns(pod, known, namespace);
  made.set(pod, { known, objects });
  return objects;
}
