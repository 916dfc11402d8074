import { kindOf } from '../api/kinds';
import { editDistance } from '../editDistance';
import { isMap } from '../isMap';
import { remembering } from '../remembering';

/**
 * Whether a kind is that of a Secret, or may have been meant to be: `secret`, `Sercet`, `SecretList`, `SealedSecret`.
 * Kinds of the API that are something else are not.
 */
export function isSecretKind(kind: unknown): boolean {
  if (kind === undefined || kind === null) return false;
  const text = typeof kind === 'string' ? kind : JSON.stringify(kind);
  if (kindOf(text) && text !== 'Secret') return false;
  const letters = lettersOf(text);
  return letters.includes('secret') || editDistance(letters, 'secret') <= 2;
}

/**
 * Whether an object is a Secret, or may have been meant as one, whatever it says of itself: by its kind, a type or a
 * field that only Secrets have, or as an object of no known kind that holds data.
 */
export function mayBeSecret(object: unknown): boolean {
  if (!isMap(object)) return false;
  const { kind, type } = object;
  const fields = Object.keys(object);
  if (isSecretKind(kind) || fields.some(isStringData)) return true;
  if (typeof type === 'string' && /^(?:opaque$|(?:bootstrap\.)?kubernetes\.io\/)/i.test(type)) return true;
  if (typeof kind === 'string' && kindOf(kind)) return false;
  return Object.entries(object).some(
    ([field, value]) => isNearly(field, 'data') || (typeof value === 'string' && isSecretKind(value)),
  );
}

/** As `mayBeSecret`, for a map inside of an object: one that only refers to a Secret by its name is none. */
export function mayBeEmbeddedSecret(map: Readonly<Record<string, unknown>>): boolean {
  const fields = Object.keys(map);
  if (fields.some(isStringData)) return true;
  return Object.hasOwn(map, 'kind') && isSecretKind(map['kind']) && !fields.every((field) => ofReferences.has(field));
}

/** The fields of ObjectReference, OwnerReference and TypedLocalObjectReference. */
const ofReferences = new Set(['apiGroup', 'apiVersion', 'blockOwnerDeletion', 'controller', 'fieldPath', 'kind', 'name', 'namespace', 'resourceVersion', 'uid']); // prettier-ignore

/**
 * Whether a document's text may hold a Secret: one that names a Secret, a kind that may be one, or no kind at all.
 * For texts that cannot be read; it rather says yes.
 */
export function textMayHoldSecret(text: string): boolean {
  if (/secret|string_?data/i.test(text)) return true;
  const kinds = [...text.matchAll(/\bkind["']?[ \t]*:[ \t]*["']?([^\s"',}]*)/g)].map(([, kind]) => kind ?? '');
  return kinds.length === 0 || !kinds.every((kind) => kindOf(kind) ?? kind === 'List');
}

/** Whether a field's name is another, but for its case and a letter or two. */
export function isNearly(field: string, name: string): boolean {
  if (Math.abs(field.length - name.length) > 2) return false;
  return editDistance(field.toLowerCase(), name.toLowerCase()) <= (name.length < 6 ? 1 : 2);
}

/** Asked of every field of every object that is started; the same names stand in all of them. */
const isNearlyStringData = remembering((field) => isNearly(field.replace(/[^A-Za-z]/g, ''), 'stringData'));

function isStringData(field: string): boolean {
  return field.length < 14 && isNearlyStringData(field);
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
