import type { KubernetesObject } from '../apiserver/objectStore';
import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import { valueAt, type Path } from '../manifest/path';
import { podTemplatePath } from '../manifest/podSpecs';
import { changedValue, withValue } from './changedValue';
import { effectsBetween, type Effect, type MadeCalls } from './effects';
import { explainedPod, type ExplainOptions } from './explainedPod';
import { podOf } from './podOf';
import { ofManifest, startAsIs } from './fieldEffects';
import { startPod } from './podStart';
import { referencesOf, type Reference } from './references';
import { withTemplatesFilled } from './templateWords';

/** A pod, or a workload, that takes an object up. */
export interface Taker {
  owner: KubernetesObject;
  /** Where it names the object; none where the object acts on all pods of its namespace. */
  references: Reference[];
  /** What of the calls comes from the object, or from the part of it that was asked for. */
  effects: Effect[];
}

type Owner = Pick<ManifestObject, 'value' | 'namespace'>;

/** Kinds that act on every pod of their namespace. */
const ambient = new Set(['Service', 'LimitRange']);
/** How many pods are started to see; in a file of hundreds the first ones tell enough. */
const maxStarts = 3;

/**
 * The pods of a manifest, and of the workspace, that take an object up.
 *
 * @param path what of the object is asked for; where it is an entry of a ConfigMap or a Secret, only pods that take that
 */
export function takers(manifest: Manifest, object: ManifestObject, path: Path, options: ExplainOptions): Taker[] {
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const found: Taker[] = [];
  for (const owner of podMakers(manifest, object, options.existing)) {
    if ((owner.namespace ?? options.namespace ?? 'default') !== namespace) continue;
    const pod = podOf(owner.value);
    if (!pod) continue;
    const references = referencesOf('PodSpec', pod.spec, ['spec']).filter((reference) => isTo(reference, object, path));
    if (references.length === 0 && !ambient.has(object.kind)) continue;
    const effects = found.length < maxStarts ? effectsOn(manifest, object, path, owner, options) : [];
    if (effects.length > 0 || references.length > 0) found.push({ owner: owner.value, references, effects });
    if (found.length >= 20) break;
  }
  return found;
}

/** The objects that make pods and can have to do with this one, by their text. */
function* podMakers(
  manifest: Manifest,
  object: ManifestObject,
  existing: readonly KubernetesObject[] = [],
): Generator<Owner> {
  for (const document of manifest.documents) {
    if (!document.text.includes('containers')) continue;
    if (!ambient.has(object.kind) && !document.text.includes(object.name)) continue;
    for (const owner of document.objects) if (podTemplatePath(owner.kind)) yield owner;
  }
  for (const value of existing) {
    if (podTemplatePath(value.kind ?? '')) yield { value, namespace: value.metadata?.namespace };
  }
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
  taken: ManifestObject,
  path: Path,
  owner: Owner,
  options: ExplainOptions,
): Effect[] {
  const input = explainedPod(manifest, owner, options);
  const asStarted = withTemplatesFilled(taken.value);
  if (!input?.related.includes(asStarted)) return [];
  if (taken.kind === 'Secret')
    return fromSecret(startAsIs(input).made, taken.name, isEntry(path) ? String(path[1]) : undefined);
  const { pod, related, circumstances } = input;
  const isPart = valueAt(asStarted, path) !== undefined && path[0] !== 'metadata' && path.length > 1;
  // A key that goes would stop the pod; another value shows where it arrives.
  const other = isEntry(path) ? changedValue(valueAt(asStarted, path)) : undefined;
  const varied = isPart ? [withValue(asStarted, path, other)] : [];
  const others = related.flatMap((object) => (object === asStarted ? varied : [object]));
  const effects = effectsBetween(startPod(pod, others, circumstances).made, startAsIs(input).made);
  return isEntry(path) ? ofManifest(effects) : effects;
}

/** The fields that hold a Secret's values, which show as no more than the Secret's name and key. */
function fromSecret(made: MadeCalls, name: string, key: string | undefined): Effect[] {
  const mark = `‹secret ${name}/${key === undefined ? '' : `${key}›`}`;
  return [...made].flatMap(([call, { fields }]) =>
    [...fields]
      .filter(([, value]) => typeof value === 'string' && value.includes(mark))
      .map(([field, value]): Effect => ({ call, field, with: value })),
  );
}
