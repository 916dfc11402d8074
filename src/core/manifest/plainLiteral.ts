import type { SourceNode } from './sourceNode';

/**
 * The literal block (`|`, `|-`, `|+`) whose indicator stands at the offset, in a block at the column. Undefined where
 * it has an indentation indicator, no line but blank ones, blanks that are a part of it, a tab where a line begins,
 * or lines that end with CRLF.
 */
export function literalAt(text: string, start: number, column: number): SourceNode | undefined {
  const chomping = text.charCodeAt(start + 1);
  const isStripped = chomping === 45;
  const isKept = chomping === 43;
  const lines: string[] = [];
  let indent = 0;
  let at = headerEnd(text, start + (isStripped || isKept ? 2 : 1));
  /** Behind the last line that is not blank, and how many lines are before that. */
  let bodyEnd = at;
  let bodyLines = 0;
  while (at >= 0 && at < text.length) {
    const found = text.indexOf('\n', at);
    const lineEnd = found < 0 ? text.length : found;
    let first = at;
    while (text.charCodeAt(first) === 32) first++;
    if (text.charCodeAt(first) === 9 || text.charCodeAt(lineEnd - 1) === 13) return undefined;
    if (first === lineEnd) {
      if (found < 0 || first - at > indent) return undefined;
      lines.push('');
    } else {
      if (first - at <= column) break;
      if (bodyLines === 0) indent = first - at;
      if (first - at < indent) return undefined;
      lines.push(text.slice(at + indent, lineEnd));
      bodyLines = lines.length;
      bodyEnd = Math.min(lineEnd + 1, text.length);
    }
    at = lineEnd + 1;
  }
  if (bodyLines === 0) return undefined;
  const blank = lines.length - bodyLines;
  lines.length = bodyLines;
  // The last line counts as one that ends, even where the text does.
  const value = lines.join('\n') + (isStripped ? '' : '\n'.repeat(isKept ? blank + 1 : 1));
  return { value, start, end: isKept ? Math.min(at, text.length) : bodyEnd };
}

/** Where the line behind a block's indicator ends; -1 where it holds more than blanks and a comment, or is the last. */
function headerEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  const code = text.charCodeAt(at);
  if (code !== 10 && !(code === 35 && at > from)) return -1;
  const end = text.indexOf('\n', at);
  return end < 0 ? -1 : end + 1;
}
