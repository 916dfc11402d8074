import type { ManifestObject } from '../../core/manifest/manifestObject';
import { podSpecsOf } from '../../core/manifest/podSpecs';
import { isMap } from '../../core/isMap';
import { formatPath, valueAt, type Path } from '../../core/path';
import { visibleText } from '../../core/visibleText';
import { CommandError } from '../commandError';
import type { ManifestFile } from '../manifestFile';

/**
 * Where the field of a path stands that a person or a model wrote: from the object (`spec.containers[0].image`) or from
 * the pod spec (`containers[0].image`), of the object that is named or of the first that has it. Throws CommandError, which
 * says what is there instead.
 */
export function fieldOffset({ manifest }: ManifestFile, field: string | undefined, object: string | undefined): number {
  if (field === undefined)
    throw new CommandError('give field, the path of a field such as spec.containers[0].image, or its line as line');
  const path = pathIn(field);
  const objects = objectsNamed(manifest.objects, object);
  for (const one of objects)
    for (const base of basesOf(one)) {
      const place = one.rangeOf([...base, ...path]);
      if (place) return (place.key ?? place.value).start;
    }
  throw new CommandError(absent(path, objects));
}

/** The steps of a path as people write it. Throws CommandError for anything else. */
function pathIn(text: string): Path {
  const steps: (string | number)[] = [];
  const step = /\.?([^.[\]"]+)|\[(\d+)\]|\["([^"]*)"\]/y;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (!found) throw notPath(text);
    const [, name, index, key] = found;
    steps.push(index === undefined ? (name ?? key ?? '') : Number(index));
  }
  if (steps.length === 0) throw notPath(text);
  return steps;
}

function notPath(text: string): CommandError {
  return new CommandError(
    `${visibleText(text, ' ', 200)} is not a path: write it as spec.containers[0].image, or metadata.labels["a.b/c"]`,
  );
}

/** From where a path may count: the object itself, and its pod spec. */
function basesOf(object: ManifestObject): Path[] {
  return [[], ...podSpecsOf(object)];
}

function objectsNamed(objects: readonly ManifestObject[], asked: string | undefined): readonly ManifestObject[] {
  if (asked === undefined) return objects;
  const found = objects.filter(({ kind, name }) => [`${kind} ${name}`, `${kind}/${name}`, name].includes(asked));
  if (found.length > 0) return found;
  const known = objects.slice(0, 20).map(({ kind, name }) => `${kind} ${name}`);
  throw new CommandError(`there is no ${visibleText(asked, ' ', 200)} in the manifest: it has ${known.join(', ')}`);
}

/** That no object has a path, and what stands where the way ends. */
function absent(path: Path, objects: readonly ManifestObject[]): string {
  let nearest: { object: ManifestObject; at: Path; depth: number } | undefined;
  for (const object of objects)
    for (const base of basesOf(object)) {
      let depth = path.length;
      while (depth > 0 && !object.rangeOf([...base, ...path.slice(0, depth)])) depth--;
      if (!nearest || depth > nearest.depth) nearest = { object, at: [...base, ...path.slice(0, depth)], depth };
    }
  const told = `${visibleText(formatPath(path), ' ', 200)} is not written in the manifest`;
  if (!nearest) return `${told}: write the field, and ask again`;
  const value = valueAt(nearest.object.value, nearest.at);
  const has = Array.isArray(value)
    ? `${value.length} ${value.length === 1 ? 'item' : 'items'}`
    : isMap(value)
      ? Object.keys(value).slice(0, 20).map((key) => visibleText(key, ' ', 60)).join(', ') // prettier-ignore
      : 'a value';
  const where = nearest.at.length === 0 ? '' : `${formatPath(nearest.at)} of `;
  return `${told}: ${where}${nearest.object.kind} ${nearest.object.name} has ${has}. To see what a field would do, write it into the manifest and ask again`;
}
