import { encodeEntities, version } from 'mermaid/sequence';

/** Any number by which a text may name a character. */
const sample = '59';

/**
 * What Mermaid puts around the number in `#59;` before it parses a text, and takes back only in HTML text. It is asked
 * for it.
 * @throws Error, in words, where it puts nothing there.
 */
function marks(): { before: string; after: string } {
  const [before, after, ...more] = encodeEntities(`#${sample};`).split(sample);
  if (!before || !after || more.length > 0 || before === '#')
    throw new Error(`Mermaid ${version} has no placeholder for #${sample};, in which its parser would see a comment`);
  return { before, after };
}

let known: ReturnType<typeof marks> | undefined;

/** A text of Mermaid's with characters in the place of its placeholders. */
export function decodedText(text: string): string {
  const { before, after } = (known ??= marks());
  return text.includes(before) ? decoded(text, before, after) : text;
}

/** A text of Mermaid's in characters, of which a placeholder is one. */
export function charactersOf(text: string): string[] {
  const { before, after } = (known ??= marks());
  const [first = '', ...others] = text.split(before);
  const rest = others.flatMap((part) => {
    const end = part.indexOf(after);
    if (!/^\d+$/.test(part.slice(0, Math.max(end, 0)))) return Array.from(before + part);
    const length = end + after.length;
    return [before + part.slice(0, length), ...Array.from(part.slice(length))];
  });
  return [...Array.from(first), ...rest];
}

/** Puts characters in the place of the placeholders in all that an SVG says. */
export function decodePlaceholders(svg: SVGSVGElement): void {
  const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    const shown = decodedText(text);
    if (shown !== text) node.nodeValue = shown;
  }
}

function decoded(text: string, before: string, after: string): string {
  const [first = '', ...others] = text.split(before);
  const parts = others.map((part) => {
    const end = part.indexOf(after);
    const code = part.slice(0, Math.max(end, 0));
    if (!/^\d+$/.test(code)) return before + part;
    return String.fromCharCode(Number(code)) + part.slice(end + after.length);
  });
  return first + parts.join('');
}
