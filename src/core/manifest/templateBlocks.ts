import type { Template } from './template';

const first = '\uE001';
const rest = '\uE000';

interface Line {
  start: number;
  end: number;
}

/**
 * A masked text of which only one branch of each `if` is left, none of what is only defined, and where an expression
 * that alone makes a key's value (`labels:` above `{{- include "x" . | nindent 4 }}`) stands as that value. Other lines
 * of nothing but expressions become blank. Nothing moves from its line; a template that is shifted within it is told anew.
 *
 * @param text with each expression as letters of a private use area
 */
export function withBlocks(text: string, templates: readonly Template[]): { text: string; templates: Template[] } {
  const left = withoutBranches(text, templates);
  const lines = linesOf(left);
  const moved = [...templates];
  const result = lines.map(({ start, end }) => left.slice(start, end));
  const isExpressions = result.map((line) => /^[ \t]*[\uE000\uE001][\uE000\uE001 \t]*\r?$/.test(line));
  const isBlank = result.map((line, i) => isExpressions[i] || /^[ \t\r]*(?:#.*)?$/.test(line));
  const nearest = nearestContent(isBlank);
  const taken = new Set<number>();
  let next = 0;
  for (const [i, line] of result.entries()) {
    if (!isExpressions[i]) {
      // `labels: {{ include "x" . | nindent 4 }}` with more labels below it.
      const head = /^((?: *- )* *)["']?[\w./-]+["']?:[ \t]+[\uE000\uE001]+[ \t]*\r?$/.exec(line);
      const below = nearest.below[i] === undefined ? '' : (result[nearest.below[i]] ?? '');
      if (head?.[1] !== undefined && below.search(/\S/) > head[1].length)
        result[i] = line.replace(/[\uE000\uE001]/g, ' ');
      continue;
    }
    const { start, end } = lines[i]!;
    while (next < moved.length && moved[next]!.offset < start) next++;
    const [template, another] = [moved[next], moved[next + 1]];
    const isAlone = template && template.offset < end && !(another && another.offset < end);
    result[i] = line.replace(/[\uE000\uE001]/g, ' ');
    if (!isAlone || isControl(template.source)) continue;
    const key = nearest.above[i];
    if (key === undefined || taken.has(key)) continue;
    const column = openKeyColumn(result[key] ?? '');
    const below = nearest.below[i] === undefined ? '' : (result[nearest.below[i]] ?? '');
    const width = line.replace(/\r$/, '').trimEnd().length;
    if (column === undefined || isWithin(below, column) || width < column + 4) continue;
    const at = Math.max(line.search(/\S/), column + 2);
    result[i] =
      `${' '.repeat(at)}${first}${rest.repeat(width - at - 1)}${line.slice(width).replace(/[\uE000\uE001]/g, ' ')}`;
    moved[next] = { ...template, offset: start + at };
    taken.add(key);
  }
  return { text: result.join('\n'), templates: moved };
}

/** The column of a key that has nothing behind it; undefined for another line. */
function openKeyColumn(line: string): number | undefined {
  const [, lead] = /^((?: *- )* *)["']?[\w./-]+["']?:[ \t]*(?:#.*)?\r?$/.exec(line) ?? [];
  return lead?.length;
}

/** Whether a line belongs to the value of a key at the column. */
function isWithin(line: string, column: number): boolean {
  const indent = line.search(/\S/);
  return indent > column || (indent === column && /^ *- /.test(line));
}

/** For each line the nearest above and below it that has content. */
function nearestContent(isBlank: readonly boolean[]): { above: (number | undefined)[]; below: (number | undefined)[] } {
  const above: (number | undefined)[] = [];
  const below: (number | undefined)[] = [];
  let last: number | undefined;
  for (const [i, blank] of isBlank.entries()) {
    above[i] = last;
    if (!blank) last = i;
  }
  last = undefined;
  for (let i = isBlank.length - 1; i >= 0; i--) {
    below[i] = last;
    if (!isBlank[i]) last = i;
  }
  return { above, below };
}

/** Whether an expression steers the others and writes nothing itself (text/template). */
export function isControl(source: string): boolean {
  return /^\{\{-?\s*(?:(?:if|else|end|with|range|define|block|break|continue)\b|\/\*|\$\w*\s*:?=)/.test(source);
}

/** The text with blanks in place of what is only defined and of all branches of an `if` but the first that has something. */
function withoutBranches(text: string, templates: readonly Template[]): string {
  const open: { word: string; branches: number[] }[] = [];
  const gone: Line[] = [];
  const lineEnd = (offset: number): number => {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end;
  };
  const lineStart = (offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
  const isOwnLine = (offset: number): boolean =>
    /^[ \t\uE000\uE001\r]*$/.test(text.slice(lineStart(offset), lineEnd(offset)));
  for (const { offset, source } of templates) {
    const [, word] = /^\{\{-?\s*(if|else|end|with|range|define|block)\b/.exec(source) ?? [];
    const top = open.at(-1);
    if (word === undefined) continue;
    if (word === 'else') top?.branches.push(isOwnLine(offset) ? offset : Infinity);
    else if (word !== 'end') open.push({ word, branches: [isOwnLine(offset) ? offset : Infinity] });
    else if (top) {
      open.pop();
      if (top.branches.includes(Infinity) || !isOwnLine(offset)) continue;
      const bounds = [...top.branches, offset];
      const branches = top.branches.map((start, i) => ({ start: lineEnd(start), end: lineStart(bounds[i + 1]!) }));
      const kept =
        top.word === 'define' ? -1 : branches.findIndex(({ start, end }) => hasContent(text.slice(start, end)));
      gone.push(...branches.filter((_, i) => i !== kept));
    }
  }
  let result = text;
  for (const { start, end } of gone)
    if (end > start)
      result = result.slice(0, start) + result.slice(start, end).replace(/[^\n\r]/g, ' ') + result.slice(end);
  return result;
}

function hasContent(text: string): boolean {
  return text.split('\n').some((line) => !/^\s*(?:#.*)?$/.test(line));
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; ;) {
    const end = text.indexOf('\n', start);
    lines.push({ start, end: end < 0 ? text.length : end });
    if (end < 0) return lines;
    start = end + 1;
  }
}
