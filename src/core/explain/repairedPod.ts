import { schema } from '../api/schema';
import type { Path } from '../manifest/path';
import { valueAt } from '../manifest/path';
import { withValue } from './changedValue';
import type { WrittenPod } from './podOf';
import { fieldsOf, isUnknownField, schemaField } from './schemaField';

/**
 * A pod that the API server refuses, without what it refuses, so that the rest of it can be explained while someone is
 * still writing: fields of other types or names, and those that the message tells of, go; names that are wanted are
 * made up. Lists keep their lengths.
 */
export function repairedPod(pod: WrittenPod, message: string): WrittenPod {
  let repaired = clean(pod, 'Pod') as WrittenPod;
  for (const [path, isRequired] of refusedPaths(message)) {
    const field = schemaField('Pod', path);
    const isText = field !== undefined && !isUnknownField(field) && field.type === 'string';
    const last = path.at(-1);
    if (isText && (isRequired || last === 'name' || last === 'image' || last === 'mountPath'))
      repaired = withValue(repaired, path, last === 'mountPath' ? '/x' : `x${path.filter(Number.isInteger).join('-')}`);
    else if (typeof last !== 'number' && valueAt(repaired, path) !== undefined)
      repaired = withValue(repaired, path, undefined);
  }
  return repaired;
}

/** The paths that the API server's message tells of, and whether something is missing there. */
export function refusedPaths(message: string): (readonly [Path, boolean])[] {
  const found = message.matchAll(/(?<![\w.])((?:spec|metadata)(?:\.\w+|\[\d+\])+)(: Required value)?(?=[:"])/g);
  return [...found].map(([, text = '', required]) => {
    const steps = [...text.matchAll(/\w+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
    return [steps, required !== undefined] as const;
  });
}

/** The value without what its definition does not know or has another type for. */
function clean(value: unknown, type: string): unknown {
  if (type.startsWith('['))
    return Array.isArray(value) ? value.map((item) => clean(item, type.slice(1, -1)) ?? {}) : undefined;
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type.startsWith('{') || fieldsOf(type)) {
    if (!isMap) return undefined;
    const fields = Object.hasOwn(schema, type) ? schema[type] : undefined;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, entry]) => {
        const declared = fields ? (Object.hasOwn(fields, key) ? fields[key] : undefined) : type.slice(1, -1);
        const isKnown = declared !== undefined || (type === 'Pod' && (key === 'kind' || key === 'apiVersion'));
        const cleaned = isKnown
          ? clean(entry, (declared ?? 'string').replace(/#.*$/, '').replace(/!$/, ''))
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
