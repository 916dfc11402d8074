import type { ApiError, ErrorCause } from './status';
import { misfits } from './misfits';
import { definitionOf, type FieldType } from './definition';
import { embeddedIn, namedTypes } from './goTypes';
import { declaredObject } from './asDeclared';
import { isCustom, kindMeant, kindOf, qualifiedKind } from './kinds';
import type { KubernetesObject, WrittenObject } from './kubernetesObject';
import { goKind, mismatch, scalars, textOf, type Mismatch } from './scalars';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { servedIn } from './servedVersions';
import { kubectlRefusal, metadataRefusal } from './kubectlRefusal';
import { strictErrors } from './strictErrors';
import { knowsField, type KubernetesRelease } from '../release/kubernetesRelease';

/**
 * Reads an object as the API server does: a kind and a version that it serves, fields of the right types. Of kinds that
 * are opaque here only the metadata counts.
 *
 * @param release of the API server: which kinds it serves in which versions, and which fields it knows
 * @param strict whether unknown fields are refused, as kubectl asks for; otherwise they are dropped later
 */
export function decode(
  written: WrittenObject,
  release: KubernetesRelease,
  strict = false,
): { object: KubernetesObject } | { error: ApiError } {
  const { apiVersion, metadata } = written;
  const named = typeof written.kind === 'string' ? written.kind : '';
  const kind = qualifiedKind(apiVersion, named);
  const name = isMap(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const refused = (code: number, reason: string, message: string): { error: ApiError } => {
    return { error: { code, reason, message, kind: kind || 'Object', ...(name && { name }) } };
  };
  // What kubectl looks at itself comes before the rest.
  if (strict) {
    const unsent = kubectlRefusal(written);
    if (unsent !== undefined) return refused(400, 'BadRequest', unsent);
    const misfit = metadataReader(metadata, release);
    if (misfit !== undefined) {
      const { error } = refused(400, 'BadRequest', metadataRefusal(metadata, textOf(misfit)));
      const causes = misfits(metadata, 'ObjectMeta', ['metadata']);
      return { error: causes.length > 0 ? { ...error, causes } : error };
    }
  }
  // UnstructuredJSONScheme (apimachinery/pkg/apis/meta/v1/unstructured/helpers.go, 0.37): kubectl sends no such object.
  if ((written.kind ?? '') !== '' && named === '') return refused(400, 'BadRequest', "Object 'Kind' is missing");
  if (named === '') return refused(400, 'BadRequest', 'error validating data: kind not set');
  // DefaultMetaFactory (apimachinery/pkg/runtime/serializer/json/meta.go, 0.37).
  if (typeof (apiVersion ?? '') !== 'string') {
    const why = textOf({ found: goKind(apiVersion), type: 'string', owner: '', path: ['apiVersion'] });
    const message = `the object provided is unrecognized (must be of type ${named}): couldn't get version/kind; json parse error: ${why}`;
    return refused(400, 'BadRequest', message);
  }
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  // kubectl itself looks whether it is there (kubectl/pkg/validation/validation.go, 0.37).
  if (version === '') return refused(400, 'BadRequest', 'error validating data: apiVersion not set');
  if (version.split('/').length > 2)
    return refused(400, 'BadRequest', `error validating data: unexpected GroupVersion string: ${version}`);
  const known = kindOf(kind);
  const meant = known ? undefined : kindMeant(named);
  // kubectl finds the path by a kind in small letters, too (client-go/restmapper/discovery.go, 0.37); the API server does not.
  if (meant?.toLowerCase() === named && servedIn(meant, release.version).includes(version)) {
    const none = `no kind "${named}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`;
    const last = version.split('/').at(-1);
    return refused(400, 'BadRequest', `${named} in version "${last}" cannot be handled as a ${meant}: ${none}`);
  }
  if (!isCustom(apiVersion) && !servedIn(kind, release.version).includes(version)) {
    const { error } = refused(404, 'NotFound', `no matches for kind "${kind}" in version "${version}"`);
    return { error: { ...error, release: release.version } };
  }
  const isRead = known && !known.isOpaque;
  const wrong = isRead ? readerOf(kind, release)(written) : metadataReader(metadata, release);
  const cannot = (why: string, causes: readonly ErrorCause[] = []): { error: ApiError } => {
    const last = version.split('/').at(-1);
    const { error } = refused(
      400,
      'BadRequest',
      `${named} in version "${last}" cannot be handled as a ${named}: ${why}`,
    );
    return { error: causes.length > 0 ? { ...error, causes } : error };
  };
  if (wrong !== undefined)
    return cannot(textOf(wrong), isRead ? misfits(written, kind) : misfits(metadata, 'ObjectMeta', ['metadata']));
  const strictly = !strict
    ? []
    : isRead
      ? strictErrors(written, kind, release)
      : strictErrors(metadata, 'ObjectMeta', release, 'metadata');
  if (strictly.length > 0) return cannot(`strict decoding error: ${strictly.join(', ')}`);
  return { object: isRead ? (written as KubernetesObject) : declaredObject(written) };
}

type Reader = (value: unknown) => Mismatch | undefined;

const readers = new WeakMap<KubernetesRelease, Map<string, Reader>>();

/** Whether nothing after it counts. */
function ends(wrong: Mismatch | undefined): boolean {
  return wrong !== undefined && (typeof wrong === 'string' || wrong.ends === true);
}

/** Reads a struct, by the names of its fields: so kubectl sends them. What a release does not know may be anything. */
function readerOf(definition: string, release: KubernetesRelease): Reader {
  let known = readers.get(release);
  if (!known) readers.set(release, (known = new Map()));
  const made = known.get(definition);
  if (made) return made;
  const fields = new Map<string, { read: Reader; embedded?: string }>();
  const reader: Reader = (value) => {
    if (value === undefined || value === null) return undefined;
    if (!isMap(value)) return mismatch(value, `v1.${definition}`);
    let kept: Mismatch | undefined;
    for (const name of Object.keys(value).sort()) {
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
  known.set(definition, reader);
  for (const [name, { type }] of definitionOf(definition)) {
    if (!knowsField(release, definition, name)) continue;
    const embedded = entryOf(entryOf(embeddedIn, definition), name);
    fields.set(name, {
      read: readerFor(type, release, entryOf(entryOf(namedTypes, definition), name)),
      ...(embedded && { embedded }),
    });
  }
  return reader;
}

/** The metadata of an object whose kind is not read. */
function metadataReader(metadata: unknown, release: KubernetesRelease): Mismatch | undefined {
  const wrong = readerOf('ObjectMeta', release)(metadata);
  if (typeof wrong === 'object') wrong.path.unshift('metadata');
  return wrong;
}

/** @param named the type's name in Go where it has one of its own */
function readerFor(type: FieldType, release: KubernetesRelease, named?: string): Reader {
  switch (type.kind) {
    case 'struct': {
      let read: Reader | undefined; // looked up late: definitions refer to themselves
      return (value) => (read ??= readerOf(type.name, release))(value);
    }
    case 'list': {
      const item = readerFor(type.of, release, named?.replace(/^\[\]/, ''));
      const name = named ?? goType(type);
      return (value) => {
        if (value === undefined || value === null) return undefined;
        return Array.isArray(value) ? first(value, item) : mismatch(value, name);
      };
    }
    case 'map': {
      const item = readerFor(type.of, release);
      const name = named ?? goType(type);
      return (value) => {
        if (value === undefined || value === null) return undefined;
        if (!isMap(value)) return mismatch(value, name);
        const keys = Object.keys(value).sort();
        return first(
          keys.map((key) => entryOf(value, key)),
          item,
        );
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

function goType(type: FieldType): string {
  if ('of' in type) return `${type.kind === 'list' ? '[]' : 'map[string]'}${goType(type.of)}`;
  if (type.kind === 'struct') return `v1.${type.name}`;
  const names: Readonly<Record<string, string>> = { boolean: 'bool', double: 'float64', bytes: '[]uint8' };
  return entryOf(names, type.name) ?? type.name;
}
