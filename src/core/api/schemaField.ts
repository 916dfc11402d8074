import { schema } from './schema';
import type { Path } from '../path';
import { entryOf } from '../entryOf';

/** A step of a path as the API's description knows it. */
export interface SchemaField {
  /** The definition that has the field: `Container`. */
  definition: string;
  /** The field's name in it: `resources`. */
  field: string;
  /** The key, where the path goes into a map (`limits` → `cpu`), or into what the schema leaves open. */
  key?: string;
  /** The index, where the path ends at an item of the field's list. */
  index?: number;
  /** The type of the value at the path: a scalar's name, a definition, `[T]` or `{T}`. */
  type: string;
  required: boolean;
}

/** The first step that the schema does not know. */
export interface UnknownField {
  definition: string;
  /** The name that is not a field of the definition. */
  name: string;
  /** How long the path is up to and with the unknown name. */
  length: number;
}

/**
 * Walks a path from a definition on (`Pod`, `PodSpec`, …). Returns what the last step is, or the first step that
 * is not part of the API. An empty path, or one into a scalar, has neither.
 */
export function schemaField(definition: string, path: Path): SchemaField | UnknownField | undefined {
  let type = definition;
  let found: SchemaField | undefined;
  for (const [i, step] of path.entries()) {
    if (typeof step === 'number') {
      if (!type.startsWith('[') || !found) return undefined;
      type = type.slice(1, -1);
      found = { ...found, type, index: step };
    } else if (type.startsWith('{')) {
      if (!found) return undefined;
      type = type.slice(1, -1);
      found = { ...found, type, key: step, required: false };
    } else if (type === 'object' && found) {
      found = { ...found, key: found.key ? `${found.key}.${step}` : step };
    } else {
      const fields = entryOf(schema, type);
      if (!fields) return undefined;
      const declared = step === 'kind' || step === 'apiVersion' ? (fields[step] ?? 'string') : entryOf(fields, step);
      if (declared === undefined) return { definition: type, name: step, length: i + 1 };
      const bare = declared.replace(/#.*/, '');
      const required = bare.endsWith('!');
      found = { definition: type, field: step, type: required ? bare.slice(0, -1) : bare, required };
      type = found.type;
    }
  }
  return found;
}

export function isUnknownField(field: SchemaField | UnknownField | undefined): field is UnknownField {
  return field !== undefined && 'length' in field;
}

/** The fields of a definition with their types; undefined for a scalar or an unknown kind. */
export function fieldsOf(definition: string): Readonly<Record<string, string>> | undefined {
  return entryOf(schema, definition);
}
