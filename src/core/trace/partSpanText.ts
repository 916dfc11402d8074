import { formatDuration } from '../formatDuration';
import { formatSpan } from './formatSpan';
import { spanOf, type PathPart } from './pathPart';

/** How long a part took, `3.0 s`; of one that goes on, so far: `3.0 s of 40 s so far`. */
export function partSpanText(part: Pick<PathPart, 'start' | 'end' | 'open'>): string {
  const text = formatSpan(spanOf(part));
  if (!part.open) return text;
  const { of } = part.open;
  return `${text}${of === undefined ? '' : ` of ${formatDuration(of)}`} so far`;
}
