import { omitEmpty } from './omitEmpty';
import { schema } from './schema';
import { entryOf } from '../entryOf';

/** A field's type, taken apart: what it holds, and what its items are where it is a list or a map. */
export type FieldType =
  { kind: 'scalar'; name: string } | { kind: 'struct'; name: string } | { kind: 'list' | 'map'; of: FieldType };

export interface FieldDefinition {
  type: FieldType;
  required: boolean;
  /** Left out of an object when it holds "", 0 or false. */
  omitEmpty: boolean;
}

const parsed = new Map<string, ReadonlyMap<string, FieldDefinition>>();

/** The fields of a definition of core/api/schema (`Pod`, `Container`, …); empty for an unknown one. */
export function definitionOf(name: string): ReadonlyMap<string, FieldDefinition> {
  let fields = parsed.get(name);
  if (fields) return fields;
  const omitted = new Set(entryOf(omitEmpty, name));
  fields = new Map(
    Object.entries(entryOf(schema, name) ?? {}).map(([field, text]) => {
      const type = text.replace(/#.*/, '');
      const required = type.endsWith('!');
      return [
        field,
        { type: typeOf(required ? type.slice(0, -1) : type), required, omitEmpty: omitted.has(field) },
      ] as const;
    }),
  );
  parsed.set(name, fields);
  return fields;
}

function typeOf(text: string): FieldType {
  if (text.startsWith('[')) return { kind: 'list', of: typeOf(text.slice(1, -1)) };
  if (text.startsWith('{')) return { kind: 'map', of: typeOf(text.slice(1, -1)) };
  return { kind: Object.hasOwn(schema, text) ? 'struct' : 'scalar', name: text };
}
