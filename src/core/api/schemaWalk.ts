import type { Path } from '../path';
import { remembering } from '../remembering';
import { fieldsOf } from './schemaField';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';

/** A value of an object with what the API's description says of it. */
export interface Visit {
  path: Path;
  definition: string;
  field: string;
  value: unknown;
  /** The type of the value: a scalar's name, a definition, `[T]` or `{T}`. */
  type: string;
  /** The value that has the field. */
  parent: Record<string, unknown>;
}

/** Visits every known field of a value, from the outside in; list items and map entries are visited through their fields. */
export function walkSchema(definition: string, value: unknown, path: Path, visit: (visit: Visit) => void): void {
  const fields = fieldsOf(definition);
  if (!fields || !isMap(value)) return;
  for (const [field, entry] of Object.entries(value)) {
    const declared = entryOf(fields, field);
    if (!declared) continue;
    const type = bareType(declared);
    const at = [...path, field];
    visit({ path: at, definition, field, value: entry, type, parent: value });
    if (typeof entry === 'object' && entry !== null) descend(type, entry, at, visit);
  }
}

const bareType = remembering((declared) => declared.replace(/#.*/, '').replace(/!$/, ''));

function descend(type: string, value: unknown, path: Path, visit: (visit: Visit) => void): void {
  if (type.startsWith('[')) {
    if (Array.isArray(value)) value.forEach((item, i) => descend(type.slice(1, -1), item, [...path, i], visit));
  } else if (!type.startsWith('{')) walkSchema(type, value, path, visit);
}
