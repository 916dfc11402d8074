import { nameHead } from './actorHeads';
import { svgElement } from '../parts/svgElement';
import type { Lane } from '../../core/diagram/lanes';
import type { DrawnSequence } from './mermaid/drawnSequence';

/**
 * A copy of the drawing's top, the actors with their boxes, to stay in sight above a scrolled diagram.
 * It has the drawing's width and the height of its head, in the drawing's units. Its heads are what is pointed at.
 */
export function stickyActors(
  { svg, heads, boxes }: DrawnSequence,
  lanes: readonly Lane[],
): { svg: SVGSVGElement; height: number } {
  const { x, y, width } = svg.viewBox.baseVal;
  const bottom = Math.max(0, ...[...heads.values()].map(bottomOf));
  const height = bottom - y + 6;
  const copy = svgElement('svg', {
    class: 'sticky-actors sequence',
    viewBox: `${x} ${y} ${width} ${height}`,
    role: 'toolbar',
    'aria-label': 'Actors',
  });
  for (const box of boxes) copy.append(box.cloneNode(true));
  // In their order from left to right, in which Tab and the arrow keys go.
  const named = lanes.flatMap((lane) => {
    const head = heads.get(lane.id)?.cloneNode(true);
    return head instanceof SVGGElement ? { head, lane } : [];
  });
  copy.append(...named.map(({ head }) => head));
  // They stand for nothing that the drawing itself does not have.
  for (const element of copy.querySelectorAll('*'))
    for (const name of element.getAttributeNames())
      if (name === 'id' || name.startsWith('data-')) element.removeAttribute(name);
  for (const [at, { head, lane }] of named.entries()) nameHead(head, lane, at === 0);
  return { svg: copy, height };
}

/** A head's text stands in its box, whose place is written down: to measure it the whole drawing would be laid out. */
function bottomOf(head: SVGGElement): number {
  const box = head.querySelector('rect');
  const at = (name: string): number => Number(box?.getAttribute(name));
  return at('y') + at('height');
}
