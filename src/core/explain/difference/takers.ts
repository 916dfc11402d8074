import { declaredObject } from '../../api/asDeclared';
import type { KubernetesObject, WrittenObject } from '../../api/kubernetesObject';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { valueAt, type Path } from '../../path';
import { podTemplatePath } from '../../manifest/podSpecs';
import { changedValue, withValue } from '../../changedValue';
import { effectsBetween, type Effect, type MadeCalls } from './effects';
import { explainedPod, type ExplainOptions } from './explainedPod';
import { podOf } from '../../manifest/podOf';
import { fieldEffects, ofManifest, startAsIs, type StartInput } from './fieldEffects';
import { startPod } from './podStart';
import { isClusterWide, referencesOfPod, type Reference } from '../../manifest/references';
import { isUnknownField, schemaField } from '../../api/schemaField';
import { asMeant } from '../meaning/asMeant';

/** A pod, or a workload, that takes an object up. */
export interface Taker {
  owner: KubernetesObject;
  /** Where it names the object; none where the object acts on all pods of its namespace. */
  references: Reference[];
  /** What of the calls comes from the object, or from the part of it that was asked for. */
  effects: Effect[];
  /** Whether no more can be said than that the pod does not start without it. */
  isNeeded: boolean;
}

/** Fields that say which object it is, and those that stand for all of it. */
const identity = new Set(['kind', 'apiVersion', 'metadata', 'status']);
const whole = new Set([...identity, 'spec', 'data', 'stringData', 'binaryData']);

type Owner = Pick<ManifestObject, 'value' | 'namespace'>;

/** Kinds that act on every pod of their namespace. */
const ambient = new Set(['Service', 'LimitRange', 'ResourceQuota']);
/** Kinds that pods take up through their claims. */
const storage = new Set(['PersistentVolume', 'StorageClass']);
/** How many pods are started to see; in a file of hundreds the first ones tell enough. */
const maxStarts = 3;
/** And of how many it is tried out whether they take it up at all. */
const maxTries = 20;

/**
 * The pods of a manifest, and of the workspace, that take an object up.
 *
 * @param path what of the object is asked for; where it is an entry of a ConfigMap or a Secret, only pods that take that
 */
export function takers(manifest: Manifest, object: ManifestObject, path: Path, options: ExplainOptions): Taker[] {
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const found: Taker[] = [];
  let tries = 0;
  const claims = storage.has(object.kind) ? claimsOn(manifest, object, options.existing) : [];
  for (const owner of podMakers(manifest, object, options.existing)) {
    const isApart = (owner.namespace ?? options.namespace ?? 'default') !== namespace;
    if (isApart && !isClusterWide(object.kind)) continue;
    const pod = podOf(owner.value);
    if (!pod) continue;
    const references = referencesOfPod(pod).filter(
      (reference) =>
        isTo(reference, object, path) ||
        (reference.kind === 'PersistentVolumeClaim' && claims.includes(reference.name)),
    );
    if (references.length === 0 && !ambient.has(object.kind)) continue;
    const isTried = found.length < maxStarts && tries++ < maxTries;
    const taken = isTried ? effectsOn(manifest, object, path, { owner, references }, options) : [];
    const effects = taken ?? [];
    const isNeeded = taken === undefined;
    if (effects.length > 0 || references.length > 0 || isNeeded || object.kind === 'ResourceQuota')
      found.push({ owner: declaredObject(owner.value), references, effects, isNeeded });
    if (found.length >= 20) break;
  }
  return found;
}

/** The objects that make pods and can have to do with this one, by their text. */
function* podMakers(
  manifest: Manifest,
  object: ManifestObject,
  existing: readonly WrittenObject[] = [],
): Generator<Owner> {
  for (const document of manifest.documents) {
    if (!document.text.includes('containers')) continue;
    if (!ambient.has(object.kind) && !storage.has(object.kind) && !document.text.includes(object.name)) continue;
    for (const owner of document.objects) if (podTemplatePath(owner.kind)) yield owner;
  }
  for (const value of existing) {
    const { kind = '', metadata } = declaredObject(value);
    if (podTemplatePath(kind)) yield { value, namespace: metadata?.namespace };
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

/** The names of the claims that are, or may be, bound to the volume or are of the class. */
function claimsOn(manifest: Manifest, object: ManifestObject, existing: readonly WrittenObject[] = []): string[] {
  const field = object.kind === 'StorageClass' ? 'storageClassName' : 'volumeName';
  const ofVolume = valueAt(object.value, ['spec', 'claimRef', 'name']);
  const inManifest = manifest.documents.flatMap((document) =>
    document.text.includes('PersistentVolumeClaim') ? document.objects.map(({ value }) => value) : [],
  );
  return [...inManifest, ...existing]
    .map((one) => declaredObject(one))
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .filter((claim) => {
      const name = valueAt(claim, ['spec', field]);
      if (name !== undefined) return name === object.name;
      return object.kind === 'PersistentVolume' && (ofVolume === undefined || ofVolume === claim.metadata?.name);
    })
    .flatMap(({ metadata }) => metadata?.name ?? []);
}

/** What of the calls comes from the places that name the object, of the first ones where there are many. */
function ofReferences(input: StartInput, references: readonly Reference[]): Effect[] {
  const effects: Effect[] = [];
  let silent = 0;
  for (const { path } of references.slice(0, maxTries)) {
    const { effects: found, part, start } = fieldEffects(input, path);
    // What a whole container does, or its whole environment, does not come from the one place in it.
    const isOwn = part === undefined || path.slice(part.length).every((key) => typeof key === 'string');
    if (isOwn) effects.push(...found);
    // In a pod that does not start, what several of them do not show the others do not, either.
    if (start.stuck !== undefined && !(isOwn && found.length > 0) && ++silent === maxStarts) break;
  }
  return effects;
}

/** What of the pod's calls comes from the object; undefined where no start shows it, as none gets on without it. */
function effectsOn(
  manifest: Manifest,
  taken: ManifestObject,
  path: Path,
  { owner, references }: { owner: Owner; references: readonly Reference[] },
  options: ExplainOptions,
): Effect[] | undefined {
  const input = explainedPod(manifest, owner, options);
  if (!input) return [];
  const asStarted = asMeant(taken.value);
  const start = startAsIs(input);
  if (taken.kind === 'Secret') return fromSecret(start.made, taken.name, isEntry(path) ? String(path[1]) : undefined);
  const isPart = path.length > 1 ? !identity.has(String(path[0])) : !whole.has(String(path[0]));
  if (!isPart && references.length > 0) {
    return ofReferences(input, references);
  }
  if (!input.related.includes(asStarted)) return [];
  const at = isPart ? path : ['spec'];
  const changed = withValue(asStarted, at, changedValue(valueAt(asStarted, at), String(at.at(-1))));
  const field = schemaField(taken.kind, path);
  const isRequired = field !== undefined && !isUnknownField(field) && field.required;
  // A key that goes would stop the pod; another value shows where it arrives.
  const others =
    isEntry(path) || (isPart && isRequired)
      ? [changed]
      : [isPart ? withValue(asStarted, path, undefined) : undefined, changed];
  let inBoth: Effect[] = [];
  for (const other of others) {
    const related = input.related.flatMap((object) => (object === asStarted ? (other ?? []) : [object]));
    const without = startPod(input.pod, related, input.surroundings);
    if (start.errors.length === 0 && without.errors.length > 0) continue;
    const effects = effectsBetween(without.made, start.made);
    const found = other === changed ? ofManifest(effects) : effects;
    if (start.stuck !== undefined || without.stuck === undefined) return found;
    // A start that gets stuck shows what it came to: another runtime handler fails in the call that names it.
    if (other === changed) inBoth = found.filter(({ call }) => without.made.has(call));
  }
  return inBoth.length > 0 ? inBoth : undefined;
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
