import { version } from 'mermaid/sequence';

/** An arrow that Mermaid drew: its line and its text, and where these are in the drawing's units. */
export interface DrawnArrow {
  line: SVGElement;
  text: SVGTextElement;
  left: number;
  right: number;
  y: number;
  textY: number;
}

/** What a sequence diagram has, found in Mermaid's SVG. */
export interface DrawnSequence {
  svg: SVGSVGElement;
  /** In the order in which they are written. */
  arrows: DrawnArrow[];
  /** In the order in which they are written. */
  notes: SVGGElement[];
  /** The actors' heads, by their ids in the text. */
  heads: ReadonlyMap<string, SVGGElement>;
  /** The boxes around some of them, with their titles. */
  boxes: SVGGElement[];
  /** Of what is drawn, the first that stands over the ground: what is put before it lies under everything but boxes. */
  first: Element | undefined;
}

/** How many arrows and notes a text has. */
export interface WrittenSequence {
  arrows: number;
  notes: number;
}

/**
 * Finds in Mermaid's SVG what was written. The n-th arrow drawn is the n-th arrow written, which holds only where each
 * has exactly one line and one text before it.
 * @throws Error, in words, where Mermaid drew something else than was written.
 */
export function drawnSequence(svg: SVGSVGElement, written: WrittenSequence): DrawnSequence {
  const lines = [...svg.querySelectorAll<SVGElement>('[data-et="message"]')];
  const texts = svg.querySelectorAll('text.messageText').length;
  const notes = [...svg.querySelectorAll<SVGGElement>('g[data-et="note"]')];
  const arrows = lines.flatMap((line) => drawnArrow(line) ?? []);
  const wrong = [
    { what: 'lines', drawn: lines.length, told: written.arrows },
    { what: 'texts', drawn: texts, told: written.arrows },
    { what: 'texts before their lines', drawn: arrows.length, told: written.arrows },
    { what: 'notes', drawn: notes.length, told: written.notes },
  ].filter(({ drawn, told }) => drawn !== told);
  if (wrong.length > 0) {
    const counts = wrong.map(({ what, drawn, told }) => `${what}: ${drawn}, not ${told}`).join('; ');
    throw new Error(
      `Mermaid ${version} drew something else than was written (${counts}), so which call is which is not known`,
    );
  }
  const boxes = [...svg.querySelectorAll<SVGRectElement>('g > rect.rect')].flatMap((box) => boxOf(box) ?? []);
  const participants = [...svg.querySelectorAll<SVGGElement>('g[data-et="participant"]')];
  const heads = new Map(participants.map((head) => [head.dataset['id'] ?? '', head]));
  const lifelines = [...svg.querySelectorAll('[data-et="life-line"]')];
  // Mermaid ends them at the foot of the drawing only where the heads are drawn there again.
  const { y, height } = svg.viewBox.baseVal;
  for (const lifeline of lifelines) lifeline.setAttribute('y2', String(y + height));
  const first = lifelines[0]?.closest('g') ?? undefined;
  return { svg, arrows, notes, heads, boxes, first };
}

/**
 * A call to oneself goes out and comes back. With right angles Mermaid draws it through its text, as it has no margin
 * there, which it has below the text of other arrows; it comes back before what stands below.
 */
const [belowText, tighter] = [8, 5];

function drawnArrow(line: SVGElement): DrawnArrow | undefined {
  const text = line.previousElementSibling;
  if (!(text instanceof SVGTextElement) || !text.classList.contains('messageText')) return undefined;
  const textY = Number(text.getAttribute('y'));
  if (line instanceof SVGLineElement) {
    const [x1, x2, y] = ['x1', 'x2', 'y1'].map((name) => Number(line.getAttribute(name)));
    if (x1 === undefined || x2 === undefined || y === undefined) return undefined;
    return { line, text, left: Math.min(x1, x2), right: Math.max(x1, x2), y, textY };
  }
  if (!(line instanceof SVGGraphicsElement)) return undefined;
  const { x, y: top, width, height } = line.getBBox();
  const y = top + belowText;
  line.setAttribute('d', `M ${x},${y} h ${width} V ${y + height - tighter} H ${x}`);
  return { line, text, left: x, right: x + width, y, textY };
}

/** The group of a box's ground and title, in the page's own colours. */
function boxOf(ground: SVGRectElement): SVGGElement | undefined {
  const group = ground.parentElement;
  if (!(group instanceof SVGGElement)) return undefined;
  group.classList.add('actor-group');
  ground.removeAttribute('fill');
  ground.removeAttribute('stroke');
  ground.setAttribute('rx', '6');
  return group;
}
