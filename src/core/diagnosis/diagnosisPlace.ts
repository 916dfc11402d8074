import type { ManifestObject, PlacedValue } from '../manifest/manifestObject';
import { valueAt, type Path } from '../path';
import { podTemplatePath } from '../manifest/podSpecs';
import type { Diagnosis } from './facts/finding';
import { parsePath } from '../manifest/parsePath';

/** Where a manifest writes what a diagnosis points at. */
export interface DiagnosisPlace {
  object: ManifestObject;
  /** In the object; the part of the field's path that is written. */
  path: Path;
  place: PlacedValue;
}

/** The line to look at for a diagnosis: its field, or the part of it that is written. Undefined where no object is it, or made the pod. */
export function diagnosisPlace(
  { subject, field, misfit }: Pick<Diagnosis, 'subject' | 'field' | 'misfit'>,
  objects: readonly ManifestObject[],
): DiagnosisPlace | undefined {
  const [kind = ''] = subject.split(' ', 1);
  const isOfPods = kind === 'pod' || podTemplatePath(kind) !== undefined;
  const object = objectNamed(subject, objects) ?? (isOfPods ? madeFrom(subject, objects) : undefined);
  if (!object || field === undefined) return undefined;
  const template = podTemplatePath(object.kind);
  const spec = template ? [...template, 'spec'] : [];
  const steps = parsePath(field);
  const inInit: Path = steps[0] === 'containers' ? ['initContainers', ...steps.slice(1)] : steps;
  const wrong =
    misfit === undefined
      ? undefined
      : (misfitAt(valueAt(object.value, spec), spec, steps, misfit) ?? misfitAt(object.value, [], steps, misfit));
  // In the pod's spec, else in the object itself, else where the spec begins.
  const candidates = [written(object, spec, steps), written(object, spec, inInit), written(object, [], steps)];
  const path = wrong ?? candidates.find((candidate) => candidate !== undefined) ?? spec;
  const place = object.rangeOf(path) ?? object.rangeOf(['spec']) ?? object.rangeOf([]);
  return place && { object, path, place };
}

/** The first value of the type along the steps, in any item of the lists that they lead through; in a map, its entry. */
function misfitAt(value: unknown, path: Path, steps: Path, type: string): Path | undefined {
  const [step, ...further] = steps;
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  if (step === undefined) {
    if (jsonTypeOf(value) === type) return path;
    const entry = entries.find(([, one]) => jsonTypeOf(one) === type);
    return entry && [...path, entry[0]];
  }
  for (const [key, entry] of entries) {
    const left = Array.isArray(value) && key !== step ? steps : key === step ? further : undefined;
    const found = left && misfitAt(entry, [...path, key], left, type);
    if (found) return found;
  }
  return undefined;
}

/** As the API server's decoder names it. */
function jsonTypeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/**
 * The path from `from` along the steps as far as it is written; undefined where not even the first step is, or where a
 * list has no item of the name. Lists are entered by an item's name, too, and without either at the first item that
 * has the next field: the API server leaves indexes out where a value has the wrong type.
 */
function written(object: ManifestObject, from: Path, steps: Path): Path | undefined {
  let path = from;
  for (const step of steps) {
    const value = valueAt(object.value, path);
    let next: Path = [...path, step];
    if (Array.isArray(value) && typeof step === 'string') {
      const items: readonly (Record<string, unknown> | null)[] = value;
      const named = items.findIndex((item) => item?.['name'] === step);
      const having = items.findIndex((item) => item !== null && typeof item === 'object' && Object.hasOwn(item, step));
      if (named < 0 && having < 0) return undefined;
      next = named >= 0 ? [...path, named] : [...path, having, step];
    }
    if (!object.rangeOf(next)) break;
    path = next;
  }
  return path === from ? undefined : path;
}

/** The object that a diagnosis speaks of, or whose pod it is: controllers put their name before that of the pod. */
export function madeFrom(subject: string, objects: readonly ManifestObject[]): ManifestObject | undefined {
  const [, name = ''] = subject.split(' ', 2);
  const makers = objects.filter((object) => podTemplatePath(object.kind) !== undefined);
  const exact = objectNamed(subject, makers);
  const owners = makers.filter((object) => object.name !== '' && name.startsWith(object.name));
  return exact ?? owners.sort((a, b) => b.name.length - a.name.length)[0] ?? makers[0];
}

/** The object that a diagnosis names: `ConfigMap settings`. */
function objectNamed(subject: string, objects: readonly ManifestObject[]): ManifestObject | undefined {
  const [kind = '', name = ''] = subject.split(' ', 2);
  return objects.find((object) => object.name === name && object.kind.toLowerCase() === kind.toLowerCase());
}
