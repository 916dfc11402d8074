/** A template expression (`{{ … }}`) in a text that something else renders into YAML. */
export interface Template {
  offset: number;
  source: string;
}

const first = '\uE001';
const rest = '\uE000';

/**
 * Makes a template readable as YAML without moving anything: an expression becomes letters of a private
 * use area of the same length, and a line of nothing but expressions (`{{- if … }}`) becomes blank.
 */
export function maskTemplates(text: string): { text: string; templates: Template[] } {
  const templates: Template[] = [];
  if (!text.includes('{{')) return { text, templates };
  const masked = text.replace(/\{\{[^\n]*?\}\}/g, (source, offset: number) => {
    // `{{` opens two flow maps in `[{{a: 1}: 2}]`, which nobody writes; an expression starts with a word, a dot, $, - or /*.
    templates.push({ offset, source });
    return first + rest.repeat(source.length - 1);
  });
  const blanked = masked.replace(/^[ \t]*(?:[\uE000\uE001]+[ \t]*)+\r?$/gm, (line) =>
    line.replace(/[\uE000\uE001]/g, ' '),
  );
  return { text: blanked, templates };
}

/** Puts the expressions back into a scalar's value that was read from `start` on in the masked text. */
export function unmaskTemplates(value: string, start: number, templates: readonly Template[]): string {
  if (!value.includes(first)) return value;
  let next = templates.findIndex((template) => template.offset >= start);
  return value.replace(/\uE001\uE000*/g, (mask) => templates[next++]?.source ?? mask);
}
