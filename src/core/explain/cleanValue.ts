import { schema } from '../api/schema';
import { fieldsOf } from './schemaField';
import { entryOf } from '../entryOf';

/** The value without what its definition does not know or has another type for; undefined where nothing is left. */
export function cleanValue(value: unknown, type: string): unknown {
  if (type.startsWith('['))
    return Array.isArray(value) ? value.map((item) => cleanValue(item, type.slice(1, -1)) ?? {}) : undefined;
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type.startsWith('{') || fieldsOf(type)) {
    if (!isMap) return undefined;
    const fields = entryOf(schema, type);
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, entry]) => {
        const declared = fields ? entryOf(fields, key) : type.slice(1, -1);
        const isKnown = declared !== undefined || (type === 'Pod' && (key === 'kind' || key === 'apiVersion'));
        const cleaned = isKnown
          ? cleanValue(entry, (declared ?? 'string').replace(/#.*/, '').replace(/!$/, ''))
          : undefined;
        return cleaned === undefined ? [] : [[key, cleaned]];
      }),
    );
  }
  return isOf(value, type) ? value : undefined;
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
    case 'bytes':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
    case 'int64':
      return Number.isInteger(value);
    case 'Quantity':
    case 'IntOrString':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return value !== null && value !== undefined;
  }
}
