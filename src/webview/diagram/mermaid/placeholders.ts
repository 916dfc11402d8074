import { encodeEntities, version } from 'mermaid/sequence';

/** Any number that a text may name a character by. */
const sample = 59;

/**
 * What Mermaid puts in the place of `#59;` before it parses a text, which it takes back only in HTML text. Asked of
 * itself: it is what stands around the number.
 */
function placeholder(): RegExp {
  const [before, after, ...more] = encodeEntities(`#${sample};`).split(String(sample));
  if (!before || !after || more.length > 0 || before === '#')
    throw new Error(`Mermaid ${version} has no placeholder for #${sample};, in which its parser would see a comment`);
  const quoted = (text: string): string =>
    text.replaceAll(/[^\w]/g, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
  return new RegExp(`${quoted(before)}(\\d+)${quoted(after)}`, 'gu');
}

/** Puts characters in the place of the placeholders in all that an SVG says. */
export function decodePlaceholders(svg: SVGSVGElement): void {
  const all = placeholder();
  const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    const decoded = text.replace(all, (_, code: string) => String.fromCharCode(Number(code)));
    if (decoded !== text) node.nodeValue = decoded;
  }
}
