import { fieldMeant } from '../../api/fieldMeant';
import { isUnknownField, schemaField } from '../../api/schemaField';
import { withValue } from '../../changedValue';
import { parsePath } from '../../manifest/parsePath';
import { valueAt, type Path } from '../../path';
import { isMap } from '../../isMap';
import { everyValue } from './everyValue';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { movedEntry } from './movedEntry';
import { scalarEdit } from './scalarEdit';

/** Fields that the API does not have: misspelt, or where they do not belong. */
export function* fieldFixes({ manifest, object }: FixScope): Generator<Candidate> {
  for (const [path, value] of everyValue(object.value)) {
    const field = schemaField(object.kind, path);
    const name = path.at(-1);
    if (!isUnknownField(field) || field.length !== path.length || typeof name !== 'string') continue;
    const meant = fieldMeant(object.kind, path);
    const placed = object.rangeOf(path);
    if (!meant || !placed?.key || placed.alias) continue;
    const found = { code: 'unknown-field', at: placed.key, isCertain: true, object } as const;
    const owner = path.slice(0, -1);
    if ('name' in meant) {
      const edit = scalarEdit(manifest.text, placed.key, meant.name);
      if (!edit || isWritten(object.value, [...owner, meant.name])) continue;
      const becomes = withValue(withValue(object.value, path, undefined), [...owner, meant.name], value);
      yield { ...found, isCertain: meant.isSlip, title: `Change ${name} to ${meant.name}`, edits: [edit], becomes };
      continue;
    }
    const target = parsePath(meant.path);
    const edits = isWritten(object.value, target) ? undefined : movedEntry(manifest.text, object, path, target);
    if (!edits) continue;
    const becomes = withMap(withValue(object.value, path, undefined), target, value);
    yield { ...found, title: `Move ${name} to ${meant.path}`, edits, becomes };
  }
}

function isWritten(root: unknown, path: Path): boolean {
  const owner = valueAt(root, path.slice(0, -1));
  return isMap(owner) && Object.hasOwn(owner, String(path.at(-1)));
}

/** As withValue, where maps on the way that are not there are made. */
function withMap<T>(root: T, path: Path, value: unknown): T {
  for (let length = 1; length < path.length; length++) {
    const at = path.slice(0, length);
    if ((valueAt(root, at) ?? null) === null) return withValue(root, at, nested(path.slice(length), value));
  }
  return withValue(root, path, value);
}

function nested(path: Path, value: unknown): unknown {
  return path.reduceRight((inner, step) => ({ [step]: inner }), value);
}
