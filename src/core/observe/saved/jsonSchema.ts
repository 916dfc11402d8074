import { entryOf } from '../../entryOf';
import { isMap } from '../../isMap';
import { formatPath, type Path } from '../../path';

/** A JSON schema of draft 7, as far as a file of ours needs it. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'boolean';
  readonly const?: string;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** For editors alone: who reads looks at such a text himself. */
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/**
 * The first place where a value is not what a schema says, in words: `evidence[3].object is not an object`. Fields that the
 * schema does not name may be anything. Each part of the value is looked at once for each rule about it.
 */
export function schemaProblem(value: unknown, schema: JsonSchema): string | undefined {
  return problemAt(value, schema, schema, []);
}

function problemAt(value: unknown, schema: JsonSchema, root: JsonSchema, path: Path): string | undefined {
  const { $ref, type } = schema;
  if ($ref !== undefined) {
    const found = entryOf(root.definitions, $ref.replace('#/definitions/', ''));
    if (!found) throw new Error(`the schema has no ${$ref}`);
    return problemAt(value, found, root, path);
  }
  const here = formatPath(path) || 'the file';
  if (type !== undefined && !isOfType(value, type)) return `${here} is not ${words[type]}`;
  if (schema.const !== undefined && value !== schema.const) return `${here} is not ${schema.const}`;
  if (schema.enum && !schema.enum.some((each) => each === value))
    return `${here} is not one of ${schema.enum.join(', ')}`;
  if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)))
    return `${here} is out of range`;
  return (
    ofFields(value, schema, root, path) ?? ofItems(value, schema, root, path) ?? ofConditions(value, schema, root, path)
  );
}

function ofFields(value: unknown, schema: JsonSchema, root: JsonSchema, path: Path): string | undefined {
  if (!isMap(value)) return undefined;
  for (const name of schema.required ?? [])
    if (!Object.hasOwn(value, name)) return `${formatPath(path) || 'the file'} has no ${name}`;
  for (const [name, of] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(value, name)) continue;
    const problem = problemAt(entryOf(value, name), of, root, [...path, name]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function ofItems(value: unknown, { items }: JsonSchema, root: JsonSchema, path: Path): string | undefined {
  if (!items || !Array.isArray(value)) return undefined;
  for (const [i, item] of value.entries()) {
    const problem = problemAt(item, items, root, [...path, i]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function ofConditions(value: unknown, schema: JsonSchema, root: JsonSchema, path: Path): string | undefined {
  for (const rule of schema.allOf ?? []) {
    const problem = problemAt(value, rule, root, path);
    if (problem !== undefined) return problem;
  }
  if (!schema.if || !schema.then || problemAt(value, schema.if, root, path) !== undefined) return undefined;
  return problemAt(value, schema.then, root, path);
}

const words = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
} as const;

function isOfType(value: unknown, type: keyof typeof words): boolean {
  if (type === 'object') return isMap(value);
  if (type === 'array') return Array.isArray(value);
  return typeof value === type;
}
