import { phaseFacts, phaseTitle } from '../../core/phases/phaseText';
import { svgElement } from '../parts/svgElement';
import type { PlacedHeading } from '../../core/diagram/diagramPages';

/** A phase's heading in a drawing, in the drawing's own units. */
export interface HeadingElement {
  heading: PlacedHeading;
  /** What is read of it. */
  name: string;
  top: number;
  height: number;
}

/**
 * Draws the headings of phases in the places of the notes that hold them: a band from edge to edge with a name.
 *
 * @param severalPods each says whose phase it is
 */
export function phaseHeadings(
  svg: SVGSVGElement,
  notes: readonly SVGElement[],
  headings: readonly PlacedHeading[],
  severalPods: boolean,
): HeadingElement[] {
  const { x, width } = svg.viewBox.baseVal;
  return headings.flatMap((heading) => {
    const group = notes[heading.note];
    const ground = group?.querySelector('rect');
    const text = group?.querySelector('text');
    if (!group || !ground || !text) return [];
    const [top, height] = [Number(ground.getAttribute('y')), Number(ground.getAttribute('height'))];
    const { phase, calls, isOpen, goesOn } = heading;
    const [title, facts] = [phaseTitle(phase, severalPods), phaseFacts(phase, calls)];
    group.setAttribute('class', isOpen ? 'phase' : 'phase folded');
    group.setAttribute('aria-hidden', 'true');
    const band = svgElement('rect', { class: 'phase-band', x, y: top, width, height });
    const middle = top + height / 2;
    const fold = isOpen ? `M${x + 8},${middle - 2}l4,4l4,-4` : `M${x + 10},${middle - 4}l4,4l-4,4`;
    const name = svgElement('tspan', { class: 'phase-name' });
    name.textContent = title;
    const detail = svgElement('tspan', { class: 'phase-facts' });
    detail.textContent = `  ${goesOn ? 'goes on' : facts}`;
    text.setAttribute('x', String(x + 22));
    text.setAttribute('text-anchor', 'start');
    text.setAttribute('class', 'phase-text');
    text.replaceChildren(name, detail);
    group.replaceChildren(band, svgElement('path', { class: 'phase-fold', d: fold }), text);
    return [{ heading, name: `${title}${goesOn ? ' goes on' : ''}, ${facts}`, top, height }];
  });
}
