import { svgElement } from '../element';
import { actorNames, type Message } from '../../core/trace/trace';
import { labelText } from '../../core/trace/messageLabel';
import type { DiagramArrow } from '../../core/diagram/diagramRows';

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

/**
 * Puts each arrow's line and text that Mermaid drew into a group that can be pointed at, focused and
 * named, and writes the label as method and detail. The n-th arrow drawn is the n-th arrow written.
 */
export function arrowElements(
  svg: SVGSVGElement,
  arrows: readonly DiagramArrow[],
  messageOf: (id: string) => Message | undefined,
): ArrowElement[] {
  const lines = svg.querySelectorAll<SVGLineElement>('[data-et="message"]');
  const texts = svg.querySelectorAll<SVGTextElement>('text.messageText');
  return arrows.flatMap((arrow, index) => {
    const line = lines[index];
    const text = texts[index];
    const message = messageOf(arrow.messages[0] ?? '');
    if (!line || !text || !message) return [];
    const x1 = Number(line.getAttribute('x1') ?? 0);
    const x2 = Number(line.getAttribute('x2') ?? 0);
    const y = Number(line.getAttribute('y1') ?? 0);
    writeLabel(text, arrow);

    const left = Math.min(x1, x2);
    const right = Math.max(x1, x2);
    const top = Number(text.getAttribute('y') ?? y) - 4;
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
        x: left - padding,
        y: top,
        width: right - left + 2 * padding,
        height: y - top + padding + 3,
        rx: 4,
      }),
      text,
      line,
    );
    return [{ arrow, group, y, left, right }];
  });
}

function writeLabel(text: SVGTextElement, arrow: DiagramArrow): void {
  const inferred = text.textContent?.startsWith('≈ ') ? '≈ ' : '';
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
