import type { SourceRange } from '../../manifest/sourceNode';
import type { TextEdit } from './fix';

/** The line end that a text uses. */
export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** In which column an offset stands, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** An entry in front of another one of the same map, in the map's style. */
export function inFrontOf(text: string, map: SourceRange, key: SourceRange, entry: string): TextEdit {
  const isFlow = text[map.start] === '{';
  const behind = isFlow ? ', ' : lineEnd(text) + ' '.repeat(columnOf(text, key.start));
  return { range: { start: key.start, end: key.start }, text: entry + behind };
}

/** A word in the quotes that a key beside it has: JSON stays JSON. */
export function quotedLike(text: string, key: SourceRange, word: string | number): string {
  const quote = text[key.start] === '"' || text[key.start] === "'" ? text[key.start] : '';
  return `${quote}${word}${quote}`;
}
