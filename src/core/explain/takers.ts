import type { KubernetesObject } from '../apiserver/objectStore';
import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import { valueAt, type Path } from '../manifest/path';
import { podTemplatePath } from '../manifest/podSpecs';
import { withValue } from './changedValue';
import { effectsBetween, type Effect } from './effects';
import { podOf, type WrittenPod } from './podOf';
import { startAsIs } from './fieldEffects';
import { startPod, type Circumstances } from './podStart';
import { referencesOf, type Reference } from './references';
import { relatedObjects } from './relatedObjects';
import { standIns } from './standIns';

/** A pod, or a workload, that takes an object up. */
export interface Taker {
  owner: KubernetesObject;
  /** Where it names the object; none where the object acts on all pods of its namespace. */
  references: Reference[];
  /** What of the calls comes from the object, or from the part of it that was asked for. */
  effects: Effect[];
}

/** Kinds that act on every pod of their namespace. */
const ambient = new Set(['Service', 'LimitRange']);
/** How many pods are started to see; in a file of hundreds the first ones tell enough. */
const maxStarts = 3;

/**
 * The pods of a manifest, and of the workspace, that take an object up.
 *
 * @param path what of the object is asked for; where it is an entry of a ConfigMap or a Secret, only pods that take that
 */
export function takers(
  manifest: Manifest,
  object: ManifestObject,
  path: Path,
  options: Circumstances & { existing?: readonly KubernetesObject[] },
): Taker[] {
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const found: Taker[] = [];
  for (const owner of podMakers(manifest, object, options.existing)) {
    if ((owner.metadata?.namespace ?? options.namespace ?? 'default') !== namespace) continue;
    const pod = podOf(owner);
    if (!pod) continue;
    const references = referencesOf('PodSpec', pod.spec, ['spec']).filter((reference) => isTo(reference, object, path));
    if (references.length === 0 && !ambient.has(object.kind)) continue;
    const effects = found.length < maxStarts ? effectsOn(manifest, object, path, pod, namespace, options) : [];
    if (effects.length > 0 || references.length > 0) found.push({ owner, references, effects });
    if (found.length >= 20) break;
  }
  return found;
}

/** The objects that make pods and can have to do with this one, by their text. */
function* podMakers(
  manifest: Manifest,
  object: ManifestObject,
  existing: readonly KubernetesObject[] = [],
): Generator<KubernetesObject> {
  for (const document of manifest.documents) {
    if (!document.text.includes('containers')) continue;
    if (!ambient.has(object.kind) && !document.text.includes(object.name)) continue;
    for (const { value, kind } of document.objects) if (podTemplatePath(kind)) yield value;
  }
  for (const other of existing) if (podTemplatePath(other.kind ?? '')) yield other;
}

function isTo(reference: Reference, object: ManifestObject, path: Path): boolean {
  if (reference.kind !== object.kind || reference.name !== object.name) return false;
  const key = isEntry(path) ? path[1] : undefined;
  return key === undefined || reference.key === undefined || reference.key === key;
}

/** Whether the path is that of one key of a ConfigMap or a Secret. */
function isEntry(path: Path): boolean {
  return path.length === 2 && ['data', 'stringData', 'binaryData'].includes(String(path[0]));
}

function effectsOn(
  manifest: Manifest,
  object: ManifestObject,
  path: Path,
  pod: WrittenPod,
  namespace: string,
  options: Circumstances & { existing?: readonly KubernetesObject[] },
): Effect[] {
  const { scenario, seconds, kubernetes } = options;
  const circumstances = { scenario, seconds, kubernetes, namespace: options.namespace };
  const known = relatedObjects(manifest, pod, namespace, options.existing);
  const related = [...known, ...standIns(pod, known, namespace)];
  if (!related.includes(object.value)) return [];
  const start = startAsIs({ pod, related, circumstances });
  const isPart = valueAt(object.value, path) !== undefined && path[0] !== 'metadata' && path.length > 1;
  const varied = isPart ? [withValue(object.value, path, undefined)] : [];
  const others = related.flatMap((other) => (other === object.value ? varied : [other]));
  const other = startPod(pod, others, circumstances);
  return effectsBetween(other.made, start.made);
}
