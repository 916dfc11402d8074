/** At most `length` characters of a text, the middle left out: names differ at their ends. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

/** A container, sandbox or image id as short as people say it, without its algorithm. */
export function shortId(id: string): string {
  return id
    .replace(/^.*@/, '')
    .replace(/^[a-z0-9+.-]+:(?:\/\/)?/, '')
    .slice(0, 8);
}
