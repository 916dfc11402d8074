import type { DiagramNote } from '../../core/diagram/diagramPages';

/** A note of the drawing that tells of a wait, which is a part of the timeline. */
export interface WaitElement {
  uid: string;
  index: number;
  group: SVGGElement;
  /** The note's top and foot in the drawing's own units. */
  top: number;
  bottom: number;
}

/** Makes the notes that tell of a wait something that can be pointed at and named. The n-th note drawn is the n-th note written. */
export function waitElements(drawn: readonly SVGGElement[], written: readonly DiagramNote[]): WaitElement[] {
  return written.flatMap(({ wait }, at): WaitElement[] => {
    const group = drawn[at];
    if (!wait || !group) return [];
    group.classList.add('wait');
    group.setAttribute('role', 'option');
    group.setAttribute('aria-selected', 'false');
    const lines = [...group.querySelectorAll('text')];
    // What is read of it is what is seen of it (WCAG 2.5.3): a blank between lines, too.
    for (const line of lines.slice(0, -1)) line.append(' ');
    group.setAttribute('aria-label', lines.map((text) => text.textContent).join(''));
    const { y, height } = group.getBBox();
    return [{ ...wait, group, top: y, bottom: y + height }];
  });
}
