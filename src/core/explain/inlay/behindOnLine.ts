import type { PlacedValue } from '../../manifest/manifestObject';

/**
 * The offset behind a value on its line, or behind its key's colon where it goes over several lines. Brackets that only
 * close, and a comma, come before it; a comment comes after.
 */
export function behindOnLine(text: string, { key, value, alias }: PlacedValue): number {
  const { start, end } = alias ?? value;
  const own = text.slice(start, end).trimEnd();
  const isOnLine = !key || alias !== undefined || !text.slice(key.end, start + own.length).includes('\n');
  const behind = isOnLine ? start + own.length : text.indexOf(':', key.end) + 1;
  let after = behind;
  while (after < text.length && ' \t]},'.includes(text.charAt(after))) after++;
  const isLast = after === text.length || '\r\n#'.includes(text.charAt(after));
  return isLast ? behind + text.slice(behind, after).trimEnd().length : behind;
}
