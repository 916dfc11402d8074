import { svgElement } from '../parts/svgElement';

/** What the page's styles say of a drawing. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'paint-order',
  'rx',
  'font-family',
  'font-size',
  'font-weight',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'opacity',
] as const;

/** A drawing as it is on the page. */
export interface ShownDrawing {
  svg: SVGSVGElement;
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * The drawing as an SVG file that looks the same everywhere: the page's colours are written into each
 * element, and nothing of the page's own (selection, hit areas) stays. `below` stands under it.
 */
export function standaloneSvg(
  { svg, width, height: drawn }: ShownDrawing,
  background: string,
  below?: { text: SVGTextElement; height: number },
): string {
  const height = drawn + (below?.height ?? 0);
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inline(svg, copy);
  for (const element of copy.querySelectorAll('.hit, .band, symbol')) element.remove();
  for (const element of copy.querySelectorAll('g.arrow')) {
    for (const name of element.getAttributeNames()) if (name !== 'class') element.removeAttribute(name);
    element.setAttribute('class', 'arrow');
  }
  copy.removeAttribute('role');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const { x, y } = svg.viewBox.baseVal;
  copy.setAttribute('viewBox', [x, y, width, height].join(' '));
  if (below) copy.append(below.text);
  copy.prepend(svgElement('rect', { x, y, width, height, fill: background }));
  return new XMLSerializer().serializeToString(copy).replace(notXml, '\ufffd');
}

/** What no XML file may hold, escaped or not: control characters and halves of characters. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  if (to instanceof SVGElement)
    for (const name of properties) {
      const value = style.getPropertyValue(name);
      if (value !== 'auto') to.setAttribute(name, value);
    }
  to.removeAttribute('style');
  for (let i = 0; i < from.children.length; i++) inline(from.children[i]!, to.children[i]!);
}
