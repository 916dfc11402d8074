import { definitionOf, type FieldType } from './definition';
import { goKind, scalars, textOf } from './scalars';
import { entryOf } from '../entryOf';
import { formatPath, type Path } from '../path';
import { isMap } from '../isMap';
import type { ErrorCause } from './status';

/** A mistake in each of many values is told no more often. */
const most = 100;

/** Texts that are a value of another type without their quotes. */
const unquoted: Readonly<Record<string, RegExp>> = {
  number: /^-?\d{1,15}(?:\.\d{1,15})?$/,
  boolean: /^(?:true|false)$/,
};

/**
 * Every value of an object that its field does not take, each with its own place: of these the API server tells only the
 * first, and without the item and the key (encoding/json leaves both out).
 *
 * @param definition a name of core/api/schema: `Pod`, …
 * @param path where the value stands in the object
 */
export function misfits(value: unknown, definition: string, path: Path = []): ErrorCause[] {
  const found: ErrorCause[] = [];
  const told = (at: Path, is: string, should: string, entry: unknown): void => {
    const isUnquoted = typeof entry === 'string' && entryOf(unquoted, should)?.test(entry);
    found.push({
      field: formatPath(at),
      message: `${is} where the API expects ${should}`,
      misfit: { is, should, ...(isUnquoted && { isUnquoted }) },
    });
  };
  const visit = (entry: unknown, type: FieldType, at: Path): void => {
    if (entry === undefined || entry === null || found.length >= most) return;
    if (type.kind === 'list') {
      if (!Array.isArray(entry)) return told(at, goKind(entry), 'array', entry);
      for (const [i, item] of entry.entries()) visit(item, type.of, [...at, i]);
    } else if (type.kind === 'map') {
      if (!isMap(entry)) return told(at, goKind(entry), 'object', entry);
      for (const key of Object.keys(entry).sort()) visit(entryOf(entry, key), type.of, [...at, key]);
    } else if (type.kind === 'struct') {
      if (!isMap(entry)) return told(at, goKind(entry), 'object', entry);
      const fields = definitionOf(type.name);
      for (const name of Object.keys(entry).sort()) {
        const field = fields.get(name);
        if (field) visit(entryOf(entry, name), field.type, [...at, name]);
      }
    } else if (type.kind === 'scalar') {
      const wrong = entryOf(scalars, type.name)?.(entry);
      if (wrong === undefined) return;
      if (typeof wrong === 'string' && !wrong.startsWith('json: '))
        found.push({ field: formatPath(at), message: textOf(wrong) });
      else told(at, goKind(entry), jsonTypeOf(type.name), entry);
    }
  };
  visit(value, { kind: 'struct', name: definition }, path);
  return found;
}

/** The type in JSON that a scalar of core/api/schema is read from. */
function jsonTypeOf(scalar: string): string {
  if (scalar === 'boolean') return scalar;
  return ['int32', 'int64', 'double', 'IntOrString'].includes(scalar) ? 'number' : 'string';
}
