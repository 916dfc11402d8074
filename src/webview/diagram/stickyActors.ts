import { svgElement } from '../parts/svgElement';
import type { DrawnSequence } from './mermaid/drawnSequence';

/**
 * A copy of the drawing's top, the actors with their boxes, to stay in sight above a scrolled diagram.
 * It has the drawing's width and the height of its head, in the drawing's units.
 */
export function stickyActors({ svg, heads, boxes }: DrawnSequence): { svg: SVGSVGElement; height: number } {
  const { x, y, width } = svg.viewBox.baseVal;
  const bottom = Math.max(0, ...heads.map((head) => head.getBBox().y + head.getBBox().height));
  const height = bottom - y + 6;
  const copy = svgElement('svg', {
    class: 'sticky-actors sequence',
    viewBox: `${x} ${y} ${width} ${height}`,
    'aria-hidden': 'true',
  });
  for (const box of boxes) copy.append(box.cloneNode(true));
  for (const head of heads) copy.append(head.cloneNode(true));
  // They stand for nothing that the drawing itself does not have.
  for (const element of copy.querySelectorAll('*'))
    for (const name of element.getAttributeNames())
      if (name === 'id' || name.startsWith('data-')) element.removeAttribute(name);
  return { svg: copy, height };
}
