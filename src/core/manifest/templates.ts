/** What something else replaces before a text is YAML: a template expression (`{{ … }}`), or a mark such as `@@IMAGE@@`. */
export interface Template {
  offset: number;
  source: string;
}

const first = '\uE001';
const rest = '\uE000';

/** An expression, or what begins as one and has no end on its line: so no character is looked at twice. */
const onOneLine = /\{\{(?:[^}\n]|\}[^}\n])*(?:\}\}|\}?$)|(?<=[:-] )(?:@{1,2}\w{1,60}@{1,2}|%\w{1,60}%)/gm;
const onAnyLines = /\{\{(?:[^}]|\}[^}])*(?:\}\}|\}?$)/g;

/** The text of a value with something else in place of its template expressions. */
export function replaceTemplates(text: string, replace: (source: string) => string): string {
  return text.replace(onAnyLines, (source) => (source.endsWith('}}') ? replace(source) : source));
}

/**
 * Makes a template readable as YAML without moving anything: an expression becomes letters of a private
 * use area of the same length, and a line of nothing but expressions (`{{- if … }}`) becomes blank.
 */
export function maskTemplates(text: string): { text: string; templates: Template[] } {
  const templates: Template[] = [];
  if (!text.includes('{{') && !/[:-] [@%]/.test(text)) return { text, templates };
  const masked = text.replace(onOneLine, (source, offset: number) => {
    if (source.startsWith('{') && !source.endsWith('}}')) return source;
    // `{{` opens two flow maps in `[{{a: 1}: 2}]`, which nobody writes; an expression starts with a word, a dot, $, - or /*.
    templates.push({ offset, source });
    return first + rest.repeat(source.length - 1);
  });
  const blanked = masked.replace(/^[ \t]*[\uE000\uE001][\uE000\uE001 \t]*\r?$/gm, (line) =>
    line.replace(/[\uE000\uE001]/g, ' '),
  );
  return { text: blanked, templates };
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
