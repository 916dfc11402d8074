import { svgElement } from '../parts/svgElement';
import { actorNames, type Message } from '../../core/trace/trace';
import { labelText } from '../../core/trace/labels';
import type { DiagramArrow } from '../../core/diagram/diagramRows';
import type { DrawnArrow } from './mermaid/drawnSequence';

/** An arrow of the drawing with what it stands for. */
export interface ArrowElement {
  arrow: DiagramArrow;
  group: SVGGElement;
  /** The arrow's height in the drawing's own units. */
  y: number;
  left: number;
  right: number;
}

const padding = 4;

/** Where labels stand that have no room between lanes: from where to where, and how wide a text is, in the drawing's units. */
export interface LabelPlace {
  left: number;
  right: number;
  widthOf: (text: string, isBold: boolean) => number;
}

/** An arrow that is written, and the message that it is. */
export interface WrittenArrow {
  arrow: DiagramArrow;
  message: Message;
}

/**
 * The arrows of a diagram with their messages.
 * @throws Error, in words, where an arrow stands for no message.
 */
export function writtenArrows(
  arrows: readonly DiagramArrow[],
  messageOf: (id: string) => Message | undefined,
): WrittenArrow[] {
  return arrows.map((arrow, index) => {
    const message = messageOf(arrow.messages[0] ?? '');
    if (!message) throw new Error(`the arrow ${index + 1} of ${arrows.length} stands for no message`);
    return { arrow, message };
  });
}

/**
 * Puts each arrow's line and text into a group that can be pointed at, focused and named, and writes the label as method
 * and detail. The n-th arrow drawn is the n-th arrow written.
 */
export function arrowElements(
  drawn: readonly DrawnArrow[],
  written: readonly WrittenArrow[],
  place?: LabelPlace,
): ArrowElement[] {
  // There are as many drawn as written, or there is no drawing.
  return written.map(({ arrow, message }, index) => arrowElement(drawn[index]!, arrow, message, index, place));
}

function arrowElement(
  { line, text, left, right, y, textY }: DrawnArrow,
  arrow: DiagramArrow,
  message: Message,
  index: number,
  place?: LabelPlace,
): ArrowElement {
  writeLabel(text, arrow, message);
  const [from, to] = place ? placed(text, place, { left, right, hasBold: arrow.kind === 'request' }) : [left, right];
  const top = textY - 4;
  const group = svgElement('g', {
    class: [
      'arrow',
      arrow.kind,
      message.source,
      message.outcome.ok ? 'ok' : 'failed',
      `protocol-${message.protocol}`,
    ].join(' '),
    id: `arrow-${index}`,
    role: 'option',
    'aria-selected': 'false',
    'aria-label': name(arrow, message),
    'data-message': message.id,
    'data-index': index,
  });
  line.before(group);
  group.append(
    svgElement('rect', {
      class: 'hit',
      x: from - padding,
      y: top,
      width: to - from + 2 * padding,
      height: y - top + padding + 3,
      rx: 4,
    }),
    text,
    line,
  );
  return { arrow, group, y, left: from, right: to };
}

/** Puts a label over its arrow: it begins where the arrow does, or as far left as it has to; gives back what both take up. */
function placed(
  text: SVGTextElement,
  place: LabelPlace,
  { left, right, hasBold }: { left: number; right: number; hasBold: boolean },
): [number, number] {
  const width = shorten(text, place, hasBold);
  const from = Math.max(place.left, Math.min(left, place.right - width));
  text.setAttribute('x', String(from));
  text.classList.add('over-lanes');
  return [Math.min(from, left), Math.max(from + width, right)];
}

/** Ends a label that is wider than its place with `…`, and tells the whole where the pointer rests; gives back its width. */
function shorten(text: SVGTextElement, { left, right, widthOf }: LabelPlace, hasBold: boolean): number {
  const runs = [...text.children].map((run, at) => ({ run, isBold: hasBold && at === 0, said: run.textContent ?? '' }));
  const last = runs.at(-1);
  if (!last) return 0;
  const before = runs.slice(0, -1).reduce((sum, { said, isBold }) => sum + widthOf(said, isBold), 0);
  const widthWith = (said: string): number => before + widthOf(said, last.isBold);
  const width = widthWith(last.said);
  if (width <= right - left) return width;
  let [fits, most] = [0, last.said.length];
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (widthWith(`${last.said.slice(0, middle)}…`) <= right - left) fits = middle;
    else most = middle - 1;
  }
  const title = svgElement('title');
  title.textContent = text.textContent;
  last.run.textContent = `${last.said.slice(0, fits)}…`;
  text.append(title);
  return right - left;
}

function writeLabel(text: SVGTextElement, arrow: DiagramArrow, { source }: Message): void {
  const inferred = source === 'inferred' ? '≈ ' : '';
  const method = svgElement('tspan', { class: 'method' });
  method.textContent = inferred + arrow.label.method;
  text.replaceChildren(method);
  if (arrow.label.detail !== undefined) {
    const detail = svgElement('tspan', { class: 'detail' });
    detail.textContent = ` ${arrow.label.detail}`;
    text.append(detail);
  }
}

function name(arrow: DiagramArrow, message: Message): string {
  const [from, to] = arrow.kind === 'request' ? [message.from, message.to] : [message.to, message.from];
  const kind = arrow.kind === 'request' ? '' : message.outcome.ok ? ' answers' : ' fails';
  const [first, second] = actorNames([from, to], message.node);
  return `${first}${kind} to ${second}: ${labelText(arrow.label)}`;
}
