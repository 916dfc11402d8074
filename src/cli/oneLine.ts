/** A text with its line breaks, and the blanks around them, as single blanks. */
export function oneLine(text: string): string {
  const [first = '', ...others] = text.split('\n');
  return [first.trimEnd(), ...others.map((line) => line.trim())].filter((line) => line !== '').join(' ');
}
