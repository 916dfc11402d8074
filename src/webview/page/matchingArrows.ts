import { labelText } from '../../core/trace/messageLabel';
import { actors, type Message } from '../../core/trace/trace';
import type { DiagramArrow } from '../../core/diagram/diagramRows';

/** The indexes of the arrows in whose label, method, container, receiver or node a text is; each message once. */
export function matchingArrows(
  text: string,
  arrows: readonly DiagramArrow[],
  messages: ReadonlyMap<string, Message>,
): number[] {
  const found: number[] = [];
  const seen = new Set<string>();
  for (const [index, arrow] of arrows.entries()) {
    const message = messages.get(arrow.messages[0] ?? '');
    const searched = [
      labelText(arrow.label),
      message?.method,
      message?.subject?.container,
      message && actors[message.to],
      message?.node,
    ];
    const isNew = message !== undefined && !seen.has(message.id);
    if (!isNew || !searched.some((part) => part?.toLowerCase().includes(text))) continue;
    seen.add(message.id);
    found.push(index);
  }
  return found;
}
