/** Where one document lies in a text of several: offsets, the `---` not included. */
export interface DocumentSlice {
  start: number;
  end: number;
}

/**
 * Cuts a text at its `---` lines, as kubectl does (apimachinery `pkg/util/yaml/decoder.go`, 1.37: a line that
 * starts with `---` ends a document wherever it stands; YAML allows no other meaning at a line's start).
 * Documents of only blank lines and comments are left out. A text of JSON objects one after another has one slice each.
 */
export function documentSlices(text: string): DocumentSlice[] {
  if (/^\s*\{/.test(text)) {
    const objects = jsonSlices(text);
    if (objects.length > 1) return objects;
  }
  const slices: DocumentSlice[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  const add = (end: number): void => {
    if (hasContent(text, start, end)) slices.push({ start, end });
  };
  for (const { index } of text.matchAll(/^---/gm)) {
    add(index);
    // What stands behind `---` on its line belongs to the document that begins there.
    start = index + 3;
  }
  add(text.length);
  return slices;
}

/**
 * Where a text is cut as kubectl does not cut it: a `---` with more than a comment behind it, and directives that stand
 * before a `---`, of which kubectl makes a document by themselves.
 */
export function cutMistakes(text: string): (DocumentSlice & { message: string })[] {
  const found: (DocumentSlice & { message: string })[] = [];
  for (const { index } of text.matchAll(/^---[ \t]*[^\s#]/gm)) {
    const end = lineEnd(text, index);
    found.push({ start: index, end, message: 'kubectl allows only a comment after --- on its line' });
  }
  for (const { index } of text.matchAll(/^%/gm)) {
    const next = text.indexOf('\n---', index);
    const before = Math.max(text.lastIndexOf('\n---', index), 0);
    if (next < 0 || /[^\s#%-]/.test(text.slice(before, index)) || hasContent(text, index, next)) continue;
    const message = 'kubectl cuts the text at --- first, and a directive alone is not a document; leave it out';
    found.push({ start: index, end: lineEnd(text, index), message });
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}

/** Whether a line between the offsets holds more than blanks, a comment or a directive. */
function hasContent(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 35 /* # */ || code === 37 /* % */) {
      const next = text.indexOf('\n', at);
      if (next < 0) return false;
      at = next + 1;
    } else if (code === 32 || code === 9 || code === 10 || code === 13) at++;
    else return !/^\.\.\.\s*$/.test(text.slice(at, end));
  }
  return false;
}

/** The top-level objects of a JSON stream; empty or short where the text is no such stream. */
function jsonSlices(text: string): DocumentSlice[] {
  const slices: DocumentSlice[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (char === '{') {
      if (depth++ === 0) start = at;
    } else if (char === '}') {
      if (--depth === 0) slices.push({ start, end: at + 1 });
      if (depth < 0) return [];
    } else if (depth === 0 && char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') return [];
  }
  return depth === 0 ? slices : [];
}
