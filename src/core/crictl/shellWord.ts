/** A text as one word of a POSIX shell, whatever is in it; the NUL character, which no shell has, is left out. */
export function shellWord(text: string): string {
  const kept = text.replaceAll('\0', '');
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(kept) ? kept : `'${kept.replaceAll("'", `'\\''`)}'`;
}
