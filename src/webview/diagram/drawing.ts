import { arrowElements, writtenArrows, type ArrowElement, type WrittenArrow } from './arrowElements';
import { phaseHeadings, type HeadingElement } from './phaseHeadings';
import { stickyActors } from './stickyActors';
import { svgElement } from '../parts/svgElement';
import { waitElements, type WaitElement } from './waitElements';
import type * as DrawSequence from './mermaid/drawSequence';
import type { DiagramFont, LaneSpace, MeasuredSequence } from './mermaid/drawSequence';
import type { Message } from '../../core/trace/trace';
import type { DiagramPart } from '../../core/panel/protocol';

/** What is to be drawn of a start, in one width. */
export type DrawnPart = Omit<DiagramPart, 'widths'> & DiagramPart['widths']['full'];

/** A finished drawing, not yet shown. */
export interface Drawing {
  svg: SVGSVGElement;
  head: SVGSVGElement;
  /** The zoom at which its letters are as small as they may be. */
  leastZoom: number;
  /** Pixels at a zoom of 1. */
  width: number;
  height: number;
  headHeight: number;
  /** What is put before it lies under the arrows and the actors' lines. */
  first: Element | undefined;
  arrows: ArrowElement[];
  waits: WaitElement[];
  headings: HeadingElement[];
}

/** Pixels between a label that has no room between lanes and the drawing's edge. */
const labelMargin = 6;

/** What Mermaid is part of: a script of its own in the page, before this one. */
declare const podStartupDrawing: typeof DrawSequence;

let last: Promise<unknown> = Promise.resolve();
let count = 0;

/**
 * Draws in a corner that nobody sees and gives the drawing back ready to be shown, so that the diagram
 * on screen is replaced at once and never seen half. Mermaid's renderer keeps its state in its module:
 * one drawing after the other.
 */
export async function drawing(
  diagram: DrawnPart,
  font: DiagramFont,
  messageOf: (id: string) => Message | undefined,
  { leastZoom, space }: { leastZoom: number; space?: LaneSpace | undefined },
): Promise<Drawing> {
  // Now: while it waits for its turn, another trace may come.
  const written = writtenArrows(diagram.arrows, messageOf);
  const mine = last.then(async () => {
    const svg = svgElement('svg', { id: `sequence-${++count}`, class: 'sequence' });
    const corner = document.createElement('div');
    corner.className = 'drawing-corner';
    corner.append(svg);
    document.body.append(corner);
    try {
      const { text, notes } = diagram;
      const drawn = await podStartupDrawing.drawSequence(
        { text, notes: notes.length, arrows: written.length },
        svg,
        font,
        space,
      );
      return finish(drawn, written, diagram, { leastZoom, space });
    } finally {
      corner.remove();
    }
  });
  last = mine.catch(() => undefined);
  return mine;
}

function finish(
  drawn: MeasuredSequence,
  written: readonly WrittenArrow[],
  { lanes, notes, headings, onlyPod }: DrawnPart,
  { leastZoom, space }: { leastZoom: number; space?: LaneSpace | undefined },
): Drawing {
  const { svg, first, widthOf } = drawn;
  const { x, width, height } = svg.viewBox.baseVal;
  const place = space && { left: x + labelMargin, right: x + width - labelMargin, widthOf };
  const head = stickyActors(drawn, lanes);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.removeAttribute('style');
  svg.setAttribute('role', 'listbox');
  svg.setAttribute('aria-label', 'Calls in their order');
  return {
    svg,
    head: head.svg,
    leastZoom,
    width,
    height,
    headHeight: head.height,
    first,
    arrows: arrowElements(drawn.arrows, written, place),
    waits: waitElements(drawn.notes, notes),
    headings: phaseHeadings(svg, drawn.notes, headings, onlyPod === undefined),
  };
}
