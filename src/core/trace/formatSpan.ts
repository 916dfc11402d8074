import { formatDuration } from '../formatDuration';
import type { Span } from './pathPart';

/** `1.2 s`, with its error where that is more than a twentieth: `1.2 ±0.5 s`. */
export function formatSpan({ milliseconds, precision }: Span): string {
  const text = formatDuration(milliseconds);
  return precision > milliseconds / 20 && precision >= 1 ? `${text} ±${formatDuration(precision)}` : text;
}
