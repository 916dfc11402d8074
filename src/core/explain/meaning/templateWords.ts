import { fnv1a } from '../../go/fnv1a';

/** The expressions and placeholders that words stand for, by the word. */
const sources = new Map<string, string>();

/**
 * A word that stands for a template expression or a placeholder while a pod is started. It can be part of any name, and
 * is the same for the same text, so that what refers to each other still does.
 */
export function wordFor(source: string): string {
  const bytes = encodeURIComponent(source.replace(/[\uD800-\uDFFF]/g, ''));
  const word = `tpl${fnv1a(bytes).toString(36).padStart(7, '0')}x`;
  sources.set(word, source);
  return word;
}

/** A text, or a value with texts in it, with what stood there in place of the words. */
export function withTemplatesBack<T>(value: T): T {
  return sources.size === 0 ? value : (back(value) as T);
}

function back(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('tpl') ? value.replace(/tpl[0-9a-z]{7}x/g, (word) => sources.get(word) ?? word) : value;
  }
  if (Array.isArray(value)) return value.map(back);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [back(key), back(entry)]));
}
