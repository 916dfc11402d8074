import type { ApiError } from './status';
import { base64Error } from './base64Error';
import { definitionOf, type FieldType } from './definition';
import { embeddedIn, namedTypes } from './goTypes';
import { Quantity } from './quantity';
import { declaredObject } from './asDeclared';
import { isCustom, kindOf, qualifiedKind } from './kinds';
import type { KubernetesObject, WrittenObject } from '../cluster/apiserver/objectStore';
import { shown } from './fieldErrors';
import { entryOf } from '../entryOf';

/**
 * Reads an object as the API server does: a kind that it knows, fields of the right types. Unknown fields are
 * dropped later, as the server does without strict validation. Of kinds that are opaque here only the metadata counts.
 */
export function decode(written: WrittenObject): { object: KubernetesObject } | { error: ApiError } {
  const { apiVersion, metadata } = written;
  const named = typeof written.kind === 'string' ? written.kind : '';
  const kind = qualifiedKind(apiVersion, named);
  const name = isRecord(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const refused = (code: number, reason: string, message: string): { error: ApiError } => {
    return { error: { code, reason, message, kind: kind || 'Object', ...(name && { name }) } };
  };
  // UnstructuredJSONScheme (apimachinery/pkg/apis/meta/v1/unstructured/helpers.go, 0.37): kubectl sends no such object.
  if (written.kind !== undefined && named === '') return refused(400, 'BadRequest', "Object 'Kind' is missing");
  // DefaultMetaFactory (apimachinery/pkg/runtime/serializer/json/meta.go, 0.37).
  if (typeof (apiVersion ?? '') !== 'string') {
    const why = textOf({ found: goKind(apiVersion), type: 'string', owner: '', path: ['apiVersion'] });
    const message = `the object provided is unrecognized (must be of type ${named}): couldn't get version/kind; json parse error: ${why}`;
    return refused(400, 'BadRequest', message);
  }
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  const known = kindOf(kind);
  if (!known && !isCustom(apiVersion))
    return refused(404, 'NotFound', `no matches for kind "${kind}" in version "${version}"`);
  const isRead = known && !known.isOpaque;
  const wrong = isRead ? readerOf(kind)(written) : metadataReader(metadata);
  if (wrong === undefined) return { object: isRead ? (written as KubernetesObject) : declaredObject(written) };
  const last = (version || 'v1').split('/').at(-1);
  return refused(400, 'BadRequest', `${named} in version "${last}" cannot be handled as a ${named}: ${textOf(wrong)}`);
}

/** A value that does not fit, with its place as Go's encoding/json tells it; or another error's text. */
type Mismatch = Misfit | string;
interface Misfit {
  found: string;
  type: string;
  owner?: string;
  path: string[];
  /** Whether reading ends with it: what reads itself fails at once, of the rest the first is told at the end. */
  ends?: true;
}
type Reader = (value: unknown) => Mismatch | undefined;

/** encoding/json's words, as sigs.k8s.io/json says them. */
function textOf(wrong: Mismatch): string {
  if (typeof wrong === 'string') return wrong;
  const { found, type, owner, path } = wrong;
  const place = owner === undefined ? 'value' : `struct field ${owner}.${path.join('.')}`;
  return `json: cannot unmarshal ${found} into Go ${place} of type ${type}`;
}

const readers = new Map<string, Reader>();

/** Whether nothing after it counts. */
function ends(wrong: Mismatch | undefined): boolean {
  return wrong !== undefined && (typeof wrong === 'string' || wrong.ends === true);
}

/** Reads a struct, in the order of the document. */
function readerOf(definition: string): Reader {
  const known = readers.get(definition);
  if (known) return known;
  const fields = new Map<string, { read: Reader; embedded?: string }>();
  const reader: Reader = (value) => {
    if (value === undefined || value === null) return undefined;
    if (!isRecord(value)) return mismatch(value, `v1.${definition}`);
    let kept: Mismatch | undefined;
    for (const name of Object.keys(value)) {
      const field = fields.get(name);
      const wrong = field?.read(entryOf(value, name));
      if (!field || wrong === undefined) continue;
      if (typeof wrong !== 'string') {
        wrong.owner ??= definition;
        wrong.path.unshift(...(field.embedded ? [field.embedded] : []), name);
      }
      if (ends(wrong)) return wrong;
      kept ??= wrong;
    }
    return kept;
  };
  readers.set(definition, reader);
  for (const [name, { type }] of definitionOf(definition)) {
    const embedded = entryOf(entryOf(embeddedIn, definition), name);
    fields.set(name, {
      read: readerFor(type, entryOf(entryOf(namedTypes, definition), name)),
      ...(embedded && { embedded }),
    });
  }
  return reader;
}

/** The metadata of an object whose kind is not read. */
function metadataReader(metadata: unknown): Mismatch | undefined {
  const wrong = readerOf('ObjectMeta')(metadata);
  if (typeof wrong === 'object') wrong.path.unshift('metadata');
  return wrong;
}

/** @param named the type's name in Go where it has one of its own */
function readerFor(type: FieldType, named?: string): Reader {
  switch (type.kind) {
    case 'struct': {
      let read: Reader | undefined; // looked up late: definitions refer to themselves
      return (value) => (read ??= readerOf(type.name))(value);
    }
    case 'list': {
      const item = readerFor(type.of, named?.replace(/^\[\]/, ''));
      const name = named ?? goType(type);
      return (value) => {
        if (value === undefined || value === null) return undefined;
        return Array.isArray(value) ? first(value, item) : mismatch(value, name);
      };
    }
    case 'map': {
      const item = readerFor(type.of);
      const name = named ?? goType(type);
      return (value) => {
        if (value === undefined || value === null) return undefined;
        return isRecord(value) ? first(Object.values(value), item) : mismatch(value, name);
      };
    }
    case 'scalar': {
      const read = entryOf(scalars, type.name);
      return (value) => (value === undefined || value === null ? undefined : read?.(value, named));
    }
  }
}

function first(values: readonly unknown[], read: Reader): Mismatch | undefined {
  let kept: Mismatch | undefined;
  for (const value of values) {
    const wrong = read(value);
    if (ends(wrong)) return wrong;
    kept ??= wrong;
  }
  return kept;
}

type ScalarReader = (value: unknown, named?: string) => Mismatch | undefined;

const integer =
  (bits: 32 | 64): ScalarReader =>
  (value) => {
    const limit = 2 ** (bits - 1);
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= -limit && value <= limit - 1;
    return fits ? undefined : mismatch(value, `int${bits}`);
  };
const time: ScalarReader = (value) => {
  if (typeof value !== 'string') return mismatch(value, 'string', true);
  if (Number.isFinite(Date.parse(value)) && /^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const text = JSON.stringify(value);
  return `parsing time ${text} as "2006-01-02T15:04:05Z07:00": cannot parse ${text} as "2006"`;
};
const text: ScalarReader = (value, named = 'string') =>
  typeof value === 'string' ? undefined : mismatch(value, named);

const scalars: Readonly<Record<string, ScalarReader>> = {
  string: text,
  bytes: (value) => (typeof value === 'string' ? base64Error(value) : mismatch(value, '[]uint8')),
  boolean: (value) => (typeof value === 'boolean' ? undefined : mismatch(value, 'bool')),
  int32: integer(32),
  int64: integer(64),
  double: (value) => (typeof value === 'number' ? undefined : mismatch(value, 'float64')),
  IntOrString: (value) => {
    const wrong = typeof value === 'string' ? undefined : integer(32)(value);
    return typeof wrong === 'object' ? { ...wrong, ends: true } : wrong;
  },
  Time: time,
  MicroTime: time,
  Quantity: (value) => {
    try {
      Quantity.parse(typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
};

/** Whether the value is one of the scalar type, as the decoder sees it. */
export function fitsScalar(value: unknown, type: string): boolean {
  const read = entryOf(scalars, type);
  return read ? read(value) === undefined : isRecord(value);
}

function goType(type: FieldType): string {
  if (type.kind === 'list') return `[]${goType(type.of)}`;
  if (type.kind === 'map') return `map[string]${goType(type.of)}`;
  if (type.kind === 'struct') return `v1.${type.name}`;
  const names: Readonly<Record<string, string>> = { boolean: 'bool', double: 'float64', bytes: '[]uint8' };
  const { name } = type as { name: string };
  return entryOf(names, name) ?? name;
}

/** encoding/json's word for what a value is. */
function goKind(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/** @param outside whether the value reads itself, so that Go does not know of which field it is */
function mismatch(value: unknown, type: string, outside = false): Mismatch {
  const kind = goKind(value);
  const found = kind === 'number' && type.startsWith('int') ? `number ${shown(value)}` : kind;
  const wrong = { found, type, path: [] };
  return outside ? textOf(wrong) : wrong;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
