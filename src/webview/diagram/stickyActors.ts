import { svgElement } from '../parts/svgElement';

/**
 * A copy of the drawing's top, the actors with their boxes, to stay in sight above a scrolled diagram.
 * It has the drawing's width and the height of its head, in the drawing's units.
 */
export function stickyActors(svg: SVGSVGElement): { svg: SVGSVGElement; height: number } {
  const { x, y, width } = svg.viewBox.baseVal;
  const heads = [...svg.querySelectorAll<SVGGElement>('g[data-et="participant"]')];
  const bottom = Math.max(0, ...heads.map((head) => head.getBBox().y + head.getBBox().height));
  const height = bottom - y + 6;
  const copy = svgElement('svg', {
    class: 'sticky-actors sequence',
    viewBox: `${x} ${y} ${width} ${height}`,
    'aria-hidden': 'true',
  });
  for (const box of svg.querySelectorAll('g.actor-group')) copy.append(box.cloneNode(true));
  for (const head of heads) copy.append(head.cloneNode(true));
  for (const element of copy.querySelectorAll('[id]')) element.removeAttribute('id');
  for (const element of copy.querySelectorAll('[data-et]')) element.removeAttribute('data-et');
  return { svg: copy, height };
}
