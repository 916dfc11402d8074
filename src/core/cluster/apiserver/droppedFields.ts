import { declaredObject } from '../../api/asDeclared';
import { definitionOf, type FieldType } from '../../api/definition';
import { isCustom, kindOf } from '../../api/kinds';
import type { WrittenObject } from '../../api/kubernetesObject';
import type { PodSpec } from '../../api/types';
import { withValue } from '../../changedValue';
import { entryOf } from '../../entryOf';
import { isMap } from '../../isMap';
import { formatPath, type Path } from '../../path';
import { ageOf, type Gate } from '../../release/difference';
import { gates } from '../../release/differences';
import {
  keepsField,
  knowsField,
  knowsFormerField,
  youngField,
  type KubernetesRelease,
} from '../../release/kubernetesRelease';
import { disabledParts } from './disabledParts';

/** A field that is written and that the API server takes out without a word, as its feature gate is off. */
export interface DroppedField {
  path: Path;
  /** The release that drops it: `1.33`. */
  release: string;
  /** The gate, where it is known. */
  gate?: string;
  /** The volumes' mounts go with it. */
  isVolume?: true;
}

/** The gates of what `disabledParts` changes in a container. */
const partGates: Readonly<Record<string, string>> = {
  restartPolicy: 'ContainerRestartRules',
  procMount: 'ProcMountType',
};

const found = new WeakMap<KubernetesRelease, WeakMap<object, readonly DroppedField[]>>();

/**
 * What of an object the API server of a release drops without a word, from the outside in: nothing is told of what is in a
 * field that is dropped, nor of fields that the release does not know, which are refused.
 */
export function droppedFields(object: WrittenObject, release: KubernetesRelease): readonly DroppedField[] {
  const meant = declaredObject(object);
  const { kind = '', apiVersion } = meant;
  if (isCustom(apiVersion) || !kindOf(kind) || kindOf(kind)?.isOpaque) return [];
  let known = found.get(release);
  if (!known) found.set(release, (known = new WeakMap()));
  let fields = known.get(meant);
  if (!fields) known.set(meant, (fields = [...droppedIn({ kind: 'struct', name: kind }, meant, [], release)]));
  return fields;
}

function* droppedIn(type: FieldType, value: unknown, path: Path, release: KubernetesRelease): Generator<DroppedField> {
  if (type.kind === 'list' && Array.isArray(value))
    for (const [i, item] of value.entries()) yield* droppedIn(type.of, item, [...path, i], release);
  if (type.kind !== 'struct' || !isMap(value)) return;
  const fields = definitionOf(type.name);
  const { version } = release;
  for (const [name, entry] of Object.entries(value)) {
    if (saysNothing(entry) || (path.length === 0 && name === 'status')) continue;
    const at = [...path, name];
    const field = fields.get(name);
    if (!field) {
      if (knowsFormerField(release, type.name, name)) yield { path: at, release: version };
    } else if (keepsField(release, type.name, name)) yield* droppedIn(field.type, entry, at, release);
    else if (knowsField(release, type.name, name)) {
      const gate = youngField(type.name, name)?.gate;
      yield { path: at, release: version, ...(gate && { gate }), ...(gate === 'ImageVolume' && { isVolume: true }) };
    }
  }
  if (type.name === 'PodSpec') yield* disabledIn(value, path, release);
}

/** What Go's JSON leaves out anyway. */
function saysNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** What is taken out of containers, or set to its default, though the release has the field; volumes are told by theirs. */
function* disabledIn(spec: Partial<PodSpec>, path: Path, release: KubernetesRelease): Generator<DroppedField> {
  const drop = disabledParts(release);
  if (!drop) return;
  const left = { ...spec };
  drop(left);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const)
    for (const [i, container] of (spec[list] ?? []).entries()) {
      const { securityContext, restartPolicy } = left[list]?.[i] ?? {};
      const at = (...steps: string[]): DroppedField => {
        const gate = entryOf(partGates, steps.at(-1));
        return { path: [...path, list, i, ...steps], release: release.version, ...(gate !== undefined && { gate }) };
      };
      if (container.restartPolicy !== restartPolicy) yield at('restartPolicy');
      if (container.securityContext?.procMount !== securityContext?.procMount) yield at('securityContext', 'procMount');
    }
}

/** So many fields of one gate are named. */
const mostNamed = 3;

/**
 * `Kubernetes 1.33 drops spec.volumes[0].image: the feature gate ImageVolume is off until 1.35. …`, of fields that have one
 * gate. It is a note of ours: the API server says nothing.
 */
export function droppedText(fields: readonly DroppedField[]): string {
  const paths = fields.slice(0, mostNamed).map(({ path }) => formatPath(path));
  const more = fields.length - paths.length;
  const named = `${paths.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const { gate, release = '', isVolume } = fields[0] ?? {};
  const volumes = fields.length > 1 ? 'The volumes and their' : 'The volume and its';
  const also = isVolume ? `${volumes} mounts go with it, and the` : 'The';
  const why = `${gate === undefined ? 'its' : 'the'} feature gate${gate === undefined ? '' : ` ${gate}`} is off${untilText(gate, release)}`;
  return `Kubernetes ${release} drops ${named}: ${why}. ${also} API server says nothing of it.`;
}

/** What is left of the fields, and why they are gone: `hostnameOverride (HostnameOverride is off until 1.35)`. */
export function lostText(fields: readonly DroppedField[]): string {
  const told = byGate(fields).map((same) => {
    const names = [...new Set(same.map(({ path }) => String(path.at(-1))))];
    const { gate, release } = same[0]!;
    return `${names.join(', ')} (${gate ?? 'its feature gate'} is off${untilText(gate, release)})`;
  });
  return told.join(', ');
}

/** The fields in their order, those of one gate together. */
export function byGate(fields: readonly DroppedField[]): DroppedField[][] {
  const groups = new Map<string, DroppedField[]>();
  for (const field of fields) {
    const key = field.gate ?? formatPath(field.path);
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()];
}

/** The release that has the gate on, where one is known. */
function untilText(gate: string | undefined, release: string): string {
  const later = stepsOf(gate).find(([from, isOn]) => isOn && ageOf(from) > ageOf(release));
  return later ? ` until ${later[0]}` : ' by default';
}

function stepsOf(gate: string | undefined): Gate['steps'] {
  return entryOf<Gate>(gates, gate)?.steps ?? [];
}

/** The object as the release takes it in: without what it drops. The same object where that is nothing. */
export function withoutDropped<T extends WrittenObject>(object: T, release: KubernetesRelease): T {
  return droppedFields(object, release).reduce((left, { path }) => withValue(left, path, undefined), object);
}
