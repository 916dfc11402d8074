import type { TextEdit } from './fix';

/** A text with edits made; they are in its order. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { range, text: instead } of edits) {
    result += text.slice(at, range.start) + instead;
    at = range.end;
  }
  return result + text.slice(at);
}
