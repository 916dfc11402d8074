import type { WrittenObject } from '../apiserver/objectStore';
import { schema } from '../api/schema';
import { entryOf } from '../entryOf';
import { mayBeSecret } from '../manifest/mayBeSecret';
import { isHarmlessTemplate, revealed, withoutSecrets } from '../manifest/secretMask';
import { replaceTemplates } from '../manifest/templates';

/**
 * Template expressions by the words that stand for them while a pod is started. A word can be part of any name; it is
 * the same for the same expression, so that what refers to each other still does.
 */
const sources = new Map<string, string>();
const words = new Map<string, string>();
const filled = new WeakMap<WrittenObject, WrittenObject>();

/**
 * The object with values in place of template expressions (`{{ … }}`), by what each field can hold; those that stand
 * for parts of unknown shape are left out. The same object where it has none, and each time the same for the same.
 */
export function withTemplatesFilled<T extends WrittenObject>(object: T): T {
  const known = filled.get(object);
  if (known) return known as T;
  const whole = revealed(object);
  const result = hasTemplate(whole)
    ? withoutSecrets(fill(whole, String(object.kind), mayBeSecret(whole)) as T)
    : object;
  filled.set(object, result);
  return result;
}

/** A text, or a value with texts in it, with the expressions in place of the words that stood for them. */
export function withTemplatesBack<T>(value: T): T {
  return sources.size === 0 ? value : (back(value) as T);
}

function back(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('tpl') ? value.replace(/tpl\d+x/g, (word) => sources.get(word) ?? word) : value;
  }
  if (Array.isArray(value)) return value.map(back);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [back(key), back(entry)]));
}

function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTemplate);
}

/** @param isSecret whether expressions that may hold a Secret's value get a word that nothing is put back for */
function fill(value: unknown, type: string, isSecret: boolean): unknown {
  if (typeof value === 'string') return value.includes('{{') ? fillText(value, type, isSecret) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return (value as unknown[]).map((item) => fill(item, type.replace(/^\[|\]$/g, ''), isSecret));
  const fields = entryOf(schema, type);
  const isMap = type.startsWith('{');
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      const inner = isMap ? type.slice(1, -1) : (entryOf(fields, key) ?? 'string').replace(/#.*/, '').replace(/!$/, '');
      const isAmount = inner === 'Quantity' && key !== 'cpu' && hasTemplate(entry);
      const filledEntry = isAmount ? '1Gi' : fill(entry, inner, isSecret);
      return filledEntry === undefined ? [] : [[fillText(key, 'string', isSecret) as string, filledEntry]];
    }),
  );
}

function fillText(text: string, type: string, isSecret: boolean): unknown {
  switch (type) {
    case 'string':
      return replaceTemplates(text, (source) => (isSecret && !isHarmlessTemplate(source) ? 'x' : wordFor(source)));
    case 'int32':
    case 'int64':
    case 'double':
    case 'IntOrString':
      return 1;
    case 'Quantity':
      return '1';
    case 'bytes':
      return '';
    default:
      return undefined;
  }
}

function wordFor(source: string): string {
  const known = words.get(source);
  if (known) return known;
  const word = `tpl${words.size}x`;
  words.set(source, word);
  sources.set(word, source);
  return word;
}
