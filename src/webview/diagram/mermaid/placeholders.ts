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

/** Puts characters in the place of the placeholders in all that an SVG says. */
export function decodePlaceholders(svg: SVGSVGElement): void {
  const { before, after } = marks();
  const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    if (text.includes(before)) node.nodeValue = decoded(text, before, after);
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
