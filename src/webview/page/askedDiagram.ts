import { tell } from './vscodeApi';
import type { DiagramPart, ToldDiagram, WantedDiagram } from '../../core/panel/protocol';

/** What came with the state that is shown, until it is taken. */
let given: ToldDiagram | undefined;
/** Who waits for an answer, by what was asked for; the same asked for again is answered with the first answer. */
const waiting = new Map<string, (told: ToldDiagram) => void>();

/** What tells one part from another, and one that came from one that is asked for. */
export function keyOf({ level, pod, page, message, folded, hidden, messages }: WantedDiagram): string {
  return JSON.stringify([level, pod, page, message, folded, hidden, messages]);
}

/** A state comes with a part of its diagram, or with none; what was asked of the state before is of no use. */
export function givenWith(told: ToldDiagram | undefined): void {
  given = told;
}

/** The host answered. */
export function toldDiagram(told: ToldDiagram): void {
  waiting.get(keyOf(told.wanted))?.(told);
}

/**
 * A part of the diagram of the state that is shown: the one that came with it, or what the host answers.
 * @throws Error, in words, where there is none
 */
export async function diagramPart(wanted: WantedDiagram): Promise<DiagramPart> {
  const key = keyOf(wanted);
  const isGiven = given !== undefined && keyOf(given.wanted) === key;
  const { part, failure } = isGiven && given ? given : await asked(key, wanted);
  if (isGiven) given = undefined;
  if (!part) throw new Error(failure);
  return part;
}

function asked(key: string, wanted: WantedDiagram): Promise<ToldDiagram> {
  return new Promise((resolve) => {
    const before = waiting.get(key);
    waiting.set(key, (told) => {
      before?.(told);
      waiting.delete(key);
      resolve(told);
    });
    tell({ type: 'askDiagram', wanted });
  });
}
