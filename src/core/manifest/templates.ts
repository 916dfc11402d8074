import type { Template } from './template';
import { withBlocks } from './templateBlocks';

/** A text of the same length that is YAML, and what stood in it. */
export interface MaskedText {
  text: string;
  templates: Template[];
}

const first = '\uE001';
const rest = '\uE000';

/**
 * The text with something else in place of its expressions, which on one line end where they began, or are none.
 * No character is looked at twice.
 */
function replaced(text: string, isOnOneLine: boolean, replace: (source: string, offset: number) => string): string {
  const parts: string[] = [];
  let done = 0;
  let close = -1;
  let lineEnd = isOnOneLine ? -1 : text.length;
  for (let start = text.indexOf('{{'); start >= 0;) {
    if (close < start + 2) close = text.indexOf('}}', start + 2);
    if (close < 0) break;
    if (lineEnd < start) {
      const found = text.indexOf('\n', start);
      lineEnd = found < 0 ? text.length : found;
    }
    if (close > lineEnd) {
      start = text.indexOf('{{', lineEnd);
      continue;
    }
    parts.push(text.slice(done, start), replace(text.slice(start, close + 2), start));
    done = close + 2;
    start = text.indexOf('{{', done);
  }
  return parts.join('') + text.slice(done);
}

/** What other tools put values in place of, where a value begins: `image: @@IMAGE@@`, `- %NAME%`. */
const placeholder = /(?<=[:-] )(?:@{1,2}\w{1,60}@{1,2}|%\w{1,60}%)/g;

/** The text of a value with something else in place of its template expressions. */
export function replaceTemplates(text: string, replace: (source: string) => string): string {
  return replaced(text, false, replace);
}

/**
 * Makes a template readable as YAML without moving anything: an expression becomes letters of a private
 * use area of the same length; `withBlocks` says what becomes of lines of nothing but expressions (`{{- if … }}`).
 */
export function maskTemplates(text: string): MaskedText {
  const templates: Template[] = [];
  if (!text.includes('{{') && !/[:-] [@%]/.test(text)) return { text, templates };
  const mask = (source: string, offset: number): string => {
    // `{{` opens two flow maps in `[{{a: 1}: 2}]`, which nobody writes; an expression starts with a word, a dot, $, - or /*.
    templates.push({ offset, source });
    return first + rest.repeat(source.length - 1);
  };
  const masked = replaced(text, true, mask).replace(placeholder, mask);
  templates.sort((a, b) => a.offset - b.offset);
  return withBlocks(masked, templates);
}

/** Puts the expressions back into a scalar's value that was read from `start` on in the masked text. */
export function unmaskTemplates(value: string, start: number, templates: readonly Template[]): string {
  if (!value.includes(first)) return value;
  let next = 0;
  for (let past = templates.length; next < past;) {
    const middle = (next + past) >> 1;
    if ((templates[middle]?.offset ?? 0) < start) next = middle + 1;
    else past = middle;
  }
  return value.replace(/\uE001\uE000*/g, (mask) => templates[next++]?.source ?? mask);
}
