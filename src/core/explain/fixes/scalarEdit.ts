import type { SourceRange } from '../../manifest/sourceNode';
import type { TextEdit } from './fix';

/** Another word in a scalar's place, in the quotes that the scalar has. Undefined where the scalar is not on one line. */
export function scalarEdit(text: string, range: SourceRange, word: string): TextEdit | undefined {
  const source = text.slice(range.start, range.end);
  if (/[\r\n]/.test(source) || source === '') return undefined;
  const [quote = ''] = /^["']/.exec(source) ?? [];
  return { range, text: `${quote}${word}${quote}` };
}
