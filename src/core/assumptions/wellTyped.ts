import { schema } from '../api/schema';
import { remembering } from '../remembering';

const known = new WeakMap<object, unknown>();

/**
 * A value as far as it is what the API has there: what is of another type is left out, in a list an empty item stands
 * for it, so that indexes stay. Remembered by the value's identity, which nobody changes.
 */
export function wellTyped<T>(definition: string, value: unknown): Partial<T> {
  if (typeof value !== 'object' || value === null) return {};
  const before = known.get(value);
  if (before) return before;
  const typed = checked(definition, value) ?? {};
  known.set(value, typed);
  return typed;
}

const bareType = remembering((declared) => declared.replace(/#.*$/, '').replace(/!$/, ''));

function checked(type: string, value: unknown): unknown {
  if (type.startsWith('[')) {
    if (!Array.isArray(value)) return undefined;
    const inner = type.slice(1, -1);
    const empty = Object.hasOwn(schema, inner) ? {} : '';
    return value.map((item) => checked(inner, item) ?? empty);
  }
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type.startsWith('{')) return isMap ? checkedEntries(value, () => type.slice(1, -1)) : undefined;
  const fields = Object.hasOwn(schema, type) ? schema[type]! : undefined;
  if (fields) {
    if (!isMap) return undefined;
    return checkedEntries(value, (name) => (Object.hasOwn(fields, name) ? bareType(fields[name]!) : undefined));
  }
  return isScalarOf(type, value) ? value : undefined;
}

function checkedEntries(value: object, typeOf: (name: string) => string | undefined): object {
  const typed: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const type = typeOf(name);
    const good = type === undefined ? undefined : checked(type, entry);
    if (good !== undefined) typed[name] = good;
  }
  return typed;
}

function isScalarOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'int32':
    case 'int64':
    case 'double':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'IntOrString':
    case 'Quantity':
      return typeof value === 'string' || typeof value === 'number';
    case 'object':
      return true;
    default:
      return typeof value === 'string';
  }
}
