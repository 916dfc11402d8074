/**
 * Where a text is not base64, in the words of Go's encoding/base64.
 * @param isPadded whether its last four characters are filled up with `=` (StdEncoding, not RawStdEncoding)
 */
export function base64Error(value: string, isPadded = true): string | undefined {
  const clean = value.replace(/[\r\n]/g, '');
  const bad = clean.search(/[^A-Za-z0-9+/]/);
  const digits = bad < 0 ? clean.length : bad;
  const padding = clean.slice(digits);
  const isWhole = isPadded
    ? (digits + padding.length) % 4 === 0 && /^={0,2}$/.test(padding)
    : !padding && digits % 4 !== 1;
  if (isWhole) return undefined;
  const at = bad < 0 ? clean.length - (clean.length % 4) : bad;
  return `illegal base64 data at input byte ${at}`;
}
