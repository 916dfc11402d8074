import { isMap } from '../isMap';
import { definitionOf, type FieldType } from './definition';
import { setEntry } from '../entryOf';
import type { Path } from '../path';
import { isSecretMask } from '../secretStandIn';
import { fitsScalar } from './scalars';
import { isCustom, kindOf, qualifiedKind } from './kinds';
import type { KubernetesObject, WrittenObject } from './kubernetesObject';

/** Is told where a value had another type than the API declares, and so was left out. */
type LeftOut = (path: Path) => void;

/** The value itself where it is right, a copy that is right where not, undefined where nothing of it is. */
type Reader = (value: unknown, path: Path, leftOut: LeftOut | undefined) => unknown;

/**
 * A value as the API declares it, for readers that rely on types: what has another type is left out, a null in a list
 * is the type's zero value as in Go, and so is what is required and absent. What the API does not know stays as it is.
 * A value that is right already is returned itself, and the same value has the same answer each time.
 *
 * @param definition a name of core/api/schema: `Pod`, `PodSpec`, …
 * @param leftOut is told of what is left out
 */
export function asDeclared<T>(value: unknown, definition: string, leftOut?: LeftOut): T | undefined {
  if (!isMap(value)) return undefined;
  let known = answers.get(definition);
  if (!known) answers.set(definition, (known = new WeakMap()));
  if (leftOut || !known.has(value)) known.set(value, structReader(definition)(value, [], leftOut));
  return known.get(value) as T;
}

const answers = new Map<string, WeakMap<object, unknown>>();

/** As asDeclared, for a whole object, whose kind it says itself. Of a kind that is not known only the metadata counts. */
export function declaredObject<T extends KubernetesObject>(written: WrittenObject, leftOut?: LeftOut): T {
  const { apiVersion, kind } = written;
  const named = typeof kind === 'string' ? kind : '';
  const isForeign = isCustom(apiVersion);
  const definition = !isForeign && kindOf(named) && definitionOf(named).size > 0 ? named : anyObject;
  const object = asDeclared<T>(written, definition, leftOut) ?? ({} as T);
  if (!isForeign) return object;
  let qualified = foreign.get(object);
  if (!qualified) foreign.set(object, (qualified = { ...object, kind: qualifiedKind(apiVersion, named) }));
  return qualified as T;
}

const foreign = new WeakMap<object, KubernetesObject>();

/** What every object of the API has. */
const anyObject = '';

const readers = new Map<string, Reader>();

function structReader(definition: string): Reader {
  const known = readers.get(definition);
  if (known) return known;
  const fields = new Map<string, Reader>();
  const required: [name: string, zero: () => unknown][] = [];
  const reader: Reader = (value, path, leftOut) => {
    if (!isMap(value)) return undefined;
    let copy: Record<string, unknown> | undefined;
    let absent: Set<string> | undefined;
    for (const [name, entry] of Object.entries(value)) {
      const read = fields.get(name);
      if (!read || entry === undefined) continue;
      const at = leftOut ? [...path, name] : path;
      const right = entry === null ? undefined : read(entry, at, leftOut);
      if (right === entry) continue;
      if (right === undefined && entry !== null) leftOut?.(at);
      if (right === undefined) (absent ??= new Set()).add(name);
      else setEntry((copy ??= { ...value }), name, right);
    }
    // Made without them: an object that something was deleted of takes engines several times the room.
    if (absent) copy = Object.fromEntries(Object.entries(copy ?? value).filter(([name]) => !absent.has(name)));
    for (const [name, zero] of required)
      if (!Object.hasOwn(copy ?? value, name)) setEntry((copy ??= { ...value }), name, zero());
    return copy ?? value;
  };
  readers.set(definition, reader);
  const declared = definition === anyObject ? ofAnyObject : definitionOf(definition);
  for (const name of ['apiVersion', 'kind']) fields.set(name, readerOf(text));
  for (const [name, field] of declared) {
    fields.set(name, readerOf(field.type));
    if (field.required) required.push([name, () => zeroOf(field.type)]);
  }
  return reader;
}

const text: FieldType = { kind: 'scalar', name: 'string' };
const metadata: FieldType = { kind: 'struct', name: 'ObjectMeta' };
const ofAnyObject = new Map([['metadata', { type: metadata, required: false }]]);

function readerOf(type: FieldType): Reader {
  switch (type.kind) {
    case 'struct': {
      let read: Reader | undefined; // looked up late: definitions refer to themselves
      return (value, path, leftOut) => (read ??= structReader(type.name))(value, path, leftOut);
    }
    case 'list': {
      const read = readerOf(type.of);
      return (value, path, leftOut) => {
        if (!Array.isArray(value)) return undefined;
        const items: unknown[] = value;
        const right = items.map((item, i) => {
          const at = leftOut ? [...path, i] : path;
          const found = item === null ? undefined : read(item, at, leftOut);
          if (found === undefined && item !== null) leftOut?.(at);
          return found ?? zeroOf(type.of);
        });
        return right.every((item, i) => item === items[i]) ? value : right;
      };
    }
    case 'map': {
      const read = readerOf(type.of);
      return (value, path, leftOut) => {
        if (!isMap(value)) return undefined;
        const entries = Object.entries(value);
        const right = entries.flatMap(([key, entry]): [string, unknown][] => {
          const at = leftOut ? [...path, key] : path;
          const found = entry === null ? zeroOf(type.of) : read(entry, at, leftOut);
          if (found === undefined) leftOut?.(at);
          return found === undefined ? [] : [[key, found]];
        });
        const isSame = right.length === entries.length && right.every(([, entry], i) => entry === entries[i]?.[1]);
        return isSame ? value : Object.fromEntries(right);
      };
    }
    case 'scalar':
      // What stands for a Secret's value is no base64, and its key counts.
      return (value) =>
        fitsScalar(value, type.name) || (type.name === 'bytes' && isSecretMask(value)) ? value : undefined;
  }
}

/** What Go makes of a null in a list or a map, and of what is not there: a new value each time, as who gets it may fill it. */
function zeroOf(type: FieldType): unknown {
  if (type.kind === 'struct') return structReader(type.name)({}, [], undefined);
  if (type.kind === 'list') return [];
  if (type.kind === 'map') return {};
  if (type.kind !== 'scalar') return undefined;
  if (type.name === 'boolean') return false;
  if (type.name === 'Quantity') return '0';
  return /^(?:int|double|IntOrString)/.test(type.name) ? 0 : '';
}
