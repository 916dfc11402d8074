import { maskedSecret } from '../secretStandIn';
import { kindOf } from '../api/kinds';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { isNearly, isSecretKind, mayBeEmbeddedSecret, mayBeSecret } from './mayBeSecret';
import type { Path } from '../path';

/** By the object, what of it may be shown; by that, the object. */
const shown = new WeakMap<object, object>();
const hidden = new WeakMap<object, object>();

/** How deep objects are looked through; no manifest's values lie deeper. */
const maxDepth = 210;

/**
 * What of an object may be shown: of a Secret, or what may be one, only what is known to be harmless (its kind, name,
 * namespace, uid, times, type, and its keys where they are keys), a mask that names the field in place of the rest. Also
 * of Secrets inside of other objects, and of fields of custom resources that are called like one. The same object where
 * nothing is hidden, and each time the same for the same.
 */
export function withoutSecrets<T>(object: T): T {
  if (!isMap(object)) return object;
  const known = shown.get(object);
  if (known) return known as T;
  const isCustom = !(typeof object['kind'] === 'string' && kindOf(object['kind']));
  const result = mayBeSecret(object) ? masked(object) : within(object, isCustom, 0);
  return remembered(object, result as T & object);
}

/** As `withoutSecrets`, of an object that is known to be a Secret though it may not look like one. */
export function maskOf<T extends object>(secret: T): T {
  if (hidden.has(secret)) return secret;
  const known = shown.get(secret);
  return known && known !== secret ? (known as T) : remembered(secret, masked(secret as Record<string, unknown>) as T);
}

function remembered<T extends object>(object: T, result: T): T {
  shown.set(object, result);
  shown.set(result, result);
  if (result !== object) hidden.set(result, object);
  return result;
}

/**
 * The object that `withoutSecrets` was given. Only for the API server's own decoding and validation, and for the kubelet
 * where a person asked to see values (test/fences holds who may call it).
 */
export function revealed<T extends object>(object: T): T {
  return (hidden.get(object) ?? object) as T;
}

/** Whether what stands at the path may be shown, its name included. */
export function isShown(object: object, path: Path): boolean {
  if (!hidden.has(object)) return true;
  let value: unknown = object;
  for (const step of path) {
    const found: [string, unknown] | undefined = Object.entries(value ?? {}).find(([key]) => key === String(step));
    if (!found) return false;
    value = found[1];
  }
  return true;
}

/** The kinds of the API, beside the Secret, that have data. */
const withData = new Set(['ConfigMap', 'ControllerRevision']);

/** The object with Secrets in it masked, in a custom resource what is called like one, and data where a kind has none. */
function within(value: unknown, isCustom: boolean, depth: number): unknown {
  if (!isMap(value) && !Array.isArray(value)) return value;
  if (depth > maxDepth) return maskedSecret('', '…');
  if (Array.isArray(value)) {
    let items: unknown[] | undefined;
    for (const [i, item] of (value as unknown[]).entries()) {
      const result = within(item, isCustom, depth + 1);
      if (result !== item) (items ??= [...(value as unknown[])])[i] = result;
    }
    return items ?? value;
  }
  if (depth > 0 && mayBeEmbeddedSecret(value)) return masked(value);
  // Mostly nothing changes, and nothing is made then.
  let changed: Map<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const entry = entryOf(value, key);
    const isCalledSo = isCustom
      ? /secret|passw|token|credential|private|(?<!meta)data/i.test(key)
      : depth === 0 && isNearly(key, 'data') && !withData.has(String(value['kind']));
    const result = isCalledSo && entry !== null ? maskedSecret('', key) : within(entry, isCustom, depth + 1);
    if (result !== entry) (changed ??= new Map(Object.entries(value))).set(key, result);
  }
  return changed ? Object.fromEntries(changed) : value;
}

type Fields = ReadonlyMap<string, (value: unknown) => boolean>;

const never = (): boolean => false;
const matches =
  (pattern: RegExp, longest: number) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.length <= longest && pattern.test(value);

const isName = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.length <= 400 &&
  /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(value.replace(harmlessTemplate, 'x'));
/** A key of a Secret, as the API server takes it. */
const isKey = (key: string): boolean =>
  key.length <= 400 && /^[-._a-zA-Z0-9]+$/.test(key.replace(harmlessTemplate, 'x'));
/** Whether a template expression only names values, and has no text of its own. */
export function isHarmlessTemplate(source: string): boolean {
  return source.replace(harmlessTemplate, '') === '';
}

const harmlessTemplate =
  /\{\{-? ?(?:include "[\w.-]+" )?[.$][\w.]*(?: \| (?:quote|lower|trim|trunc \d\d|trimSuffix "-"))* ?-?\}\}/g;
const isTime = matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/, 30);

/** The fields of a Secret, and which of their values are known to be harmless. */
const fields: Fields = new Map(
  Object.entries({
    apiVersion: matches(/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+\/)?v\d{1,3}(?:(?:alpha|beta)\d{1,3})?$/, 100),
    kind: (kind) =>
      typeof kind === 'string' &&
      (kindOf(kind) !== undefined ||
        /^(?:[A-Z][a-z]+){0,4}Secret(?:[A-Z][a-z]+){0,3}$/.test(kind) ||
        (/^[A-Za-z]{4,8}$/.test(kind) && isSecretKind(kind))),
    type: matches(
      /^(?:Opaque|kubernetes\.io\/(?:service-account-token|dockercfg|dockerconfigjson|basic-auth|ssh-auth|tls)|bootstrap\.kubernetes\.io\/token|helm\.sh\/release\.v1)$/,
      60,
    ),
    immutable: (value) => typeof value === 'boolean',
    metadata: never,
    data: never,
    stringData: never,
  }),
);

const metadataFields: Fields = new Map(
  Object.entries({
    name: isName,
    generateName: (value) => typeof value === 'string' && isName(value.replace(/-$/, '')),
    namespace: isName,
    uid: matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 36),
    resourceVersion: matches(/^\d+$/, 20),
    creationTimestamp: isTime,
    deletionTimestamp: isTime,
    labels: never,
    annotations: never,
    ownerReferences: never,
    finalizers: never,
    managedFields: never,
  }),
);

function masked(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { metadata } = object;
  const written = isMap(metadata) ? metadata['name'] : undefined;
  const name = typeof written === 'string' && isName(written) ? written : '';
  const part = (key: string, value: unknown): unknown => {
    if (key === 'metadata' && isMap(value)) return named(value, metadataFields, name);
    const hasKeys = isMap(value) && (isNearly(key, 'data') || isNearly(key, 'stringData'));
    if (!hasKeys) return maskedSecret(name, key);
    const keys = Object.keys(value).filter(isKey);
    return Object.fromEntries(keys.map((each) => [each, maskedSecret(name, each)]));
  };
  return named(object, fields, name, part);
}

/** Of a map only the fields that are known, or called nearly so, and of these the values that are harmless. */
function named(
  map: Readonly<Record<string, unknown>>,
  known: Fields,
  name: string,
  otherwise = (key: string, _value: unknown): unknown => maskedSecret(name, key),
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]): [string, unknown][] => {
      if (!known.has(key) && ![...known.keys()].some((field) => isNearly(key, field))) return [];
      const isHarmless = value === null || known.get(key)?.(value);
      return [[key, isHarmless ? value : otherwise(key, value)]];
    }),
  );
}
