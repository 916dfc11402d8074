import { fnv1a } from '../../go/fnv1a';

/** The template expressions and placeholders that words stand for, by the word. */
export type TemplateWords = ReadonlyMap<string, string>;

/**
 * A word that stands for a template expression or a placeholder while a pod is started. It can be part of any name, and
 * is the same for the same text, so that what refers to each other still does.
 */
export function wordFor(source: string): string {
  const bytes = encodeURIComponent(source.replace(/[\uD800-\uDFFF]/g, ''));
  return `tpl${fnv1a(bytes).toString(36).padStart(7, '0')}x`;
}

/** A text, or a value with texts in it, with what stood there in place of the words. */
export function withTemplatesBack<T>(value: T, words: TemplateWords): T {
  return words.size === 0 ? value : (back(value, words) as T);
}

/** The words that stand in a text, each with what it stands for. */
export function wordsIn(text: string, words: TemplateWords): [word: string, source: string][] {
  if (words.size === 0) return [];
  return [...new Set(text.match(anyWord))].flatMap((word) => {
    const source = words.get(word);
    return source === undefined ? [] : [[word, source]];
  });
}

const anyWord = /tpl[0-9a-z]{7}x/g;

function back(value: unknown, words: TemplateWords): unknown {
  if (typeof value === 'string') {
    return value.includes('tpl') ? value.replace(anyWord, (word) => words.get(word) ?? word) : value;
  }
  if (Array.isArray(value)) return value.map((entry) => back(entry, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [back(key, words), back(entry, words)]));
}
