import type { ApiError } from '../api/status';
import { definitionOf, type FieldType } from '../api/definition';
import { Quantity } from '../api/quantity';
import { kindOf } from './kinds';
import type { KubernetesObject } from './objectStore';

/**
 * Reads an object as the API server does: a kind that it knows, fields of the right types. Unknown fields are
 * dropped later, as the server does without strict validation.
 */
export function decode(object: KubernetesObject): { object: KubernetesObject } | { error: ApiError } {
  const kind = object.kind ?? '';
  const name = object.metadata?.name;
  if (!kindOf(kind)) {
    const message = `no matches for kind "${kind}" in version "${object.apiVersion ?? ''}"`;
    return { error: { code: 404, reason: 'NotFound', message, kind, ...(name && { name }) } };
  }
  const wrong = struct(object, kind, []);
  if (wrong === undefined) return { object };
  const version = (object.apiVersion ?? 'v1').split('/').at(-1);
  const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${wrong}`;
  return { error: { code: 400, reason: 'BadRequest', message, kind, ...(name && { name }) } };
}

/** Go's names of the scalar types. */
const goTypes: Readonly<Record<string, string>> = {
  string: 'string',
  int32: 'int32',
  int64: 'int64',
  boolean: 'bool',
  double: 'float64',
  bytes: '[]uint8',
};
/** What wins where several are wrong is the first in the order of the document. */
function struct(value: unknown, definition: string, path: readonly string[], at = ''): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) return mismatch(value, at, path, `v1.${definition}`);
  const fields = definitionOf(definition);
  for (const [name, item] of Object.entries(value)) {
    const field = fields.get(name);
    const wrong = field && any(item, field.type, [...path, name], definition);
    if (wrong) return wrong;
  }
  return undefined;
}

function any(value: unknown, type: FieldType, path: readonly string[], owner: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  switch (type.kind) {
    case 'struct':
      return struct(value, type.name, path, owner);
    case 'list': {
      if (!Array.isArray(value)) return mismatch(value, owner, path, goType(type));
      for (const item of value) {
        const wrong = any(item, type.of, path, owner);
        if (wrong) return wrong;
      }
      return undefined;
    }
    case 'map': {
      if (!isRecord(value)) return mismatch(value, owner, path, goType(type));
      for (const item of Object.values(value)) {
        const wrong = any(item, type.of, path, owner);
        if (wrong) return wrong;
      }
      return undefined;
    }
    case 'scalar':
      return scalar(value, type.name, path, owner);
  }
}

function scalar(value: unknown, type: string, path: readonly string[], owner: string): string | undefined {
  if (type === 'Quantity') {
    if (typeof value !== 'string' && typeof value !== 'number')
      return mismatch(value, owner, path, 'resource.Quantity');
    try {
      Quantity.parse(value);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  const fits: Readonly<Record<string, boolean>> = {
    string: typeof value === 'string',
    bytes: typeof value === 'string',
    boolean: typeof value === 'boolean',
    int32: Number.isInteger(value),
    int64: Number.isInteger(value),
    double: typeof value === 'number',
    IntOrString: typeof value === 'string' || Number.isInteger(value),
    Time: typeof value === 'string',
    MicroTime: typeof value === 'string',
    object: true,
  };
  return fits[type] === false ? mismatch(value, owner, path, goTypes[type] ?? type) : undefined;
}

function goType(type: FieldType): string {
  if (type.kind === 'struct') return `v1.${type.name}`;
  if (type.kind === 'scalar') return goTypes[type.name] ?? type.name;
  if (type.kind === 'list') return `[]${goType(type.of)}`;
  return type.of.kind === 'scalar' && type.of.name === 'Quantity' ? 'v1.ResourceList' : `map[string]${goType(type.of)}`;
}

/** encoding/json's words, as sigs.k8s.io/json says them. */
function mismatch(value: unknown, owner: string, path: readonly string[], type: string): string {
  const found = Array.isArray(value)
    ? 'array'
    : value === null
      ? 'null'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value;
  const shown = found === 'number' && type.startsWith('int') ? `number ${String(value)}` : found;
  return `json: cannot unmarshal ${shown} into Go struct field ${owner}.${path.join('.')} of type ${type}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
