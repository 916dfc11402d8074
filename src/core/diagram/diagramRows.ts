import { requestLabel, responseLabel, type Label } from '../trace/messageLabel';
import { isSameCall } from '../trace/sameCall';
import type { Leg } from './legs';
import type { PhaseHeading } from './phasedRows';
import type { Note } from '../trace/trace';

/** One arrow of a diagram, and the messages it stands for: more than one where repeated calls are folded. */
export interface DiagramArrow {
  messages: string[];
  kind: 'request' | 'response';
  label: Label;
}

/** What a diagram has from top to bottom. */
export type DiagramRow =
  | { type: 'arrow'; leg: Leg; arrow: DiagramArrow; hasResponse: boolean }
  | { type: 'note'; note: Note }
  | { type: 'phase'; heading: PhaseHeading }
  | { type: 'loop'; times: number; rows: DiagramRow[] };

/**
 * Puts labels on legs, leaves out the answers that say nothing, sets the notes after their messages,
 * and folds calls that are made again and again without other news between them into loops.
 *
 * @param groupOf calls of different groups are not in one loop
 */
export function diagramRows(
  legs: readonly Leg[],
  notes: readonly Note[],
  onlyPod?: string,
  groupOf: (message: string) => unknown = () => undefined,
): DiagramRow[] {
  const rows: DiagramRow[] = [];
  const placed = new Set<Note>();
  const settle = (due: (note: Note) => boolean) => {
    for (const note of notes) {
      if (placed.has(note) || !due(note)) continue;
      placed.add(note);
      rows.push({ type: 'note', note });
    }
  };

  const outer = new Set(legs.map(({ message }) => message.parent));
  /** A call is answered in the diagram where its answer says something, or where others happened inside it. */
  const isAnswered = (leg: Leg) => outer.has(leg.message.id) || responseLabel(leg.message) !== undefined;
  for (let i = 0; i < legs.length; i++) {
    const leg = legs[i]!;
    const { message, kind } = leg;
    if (kind === 'request') {
      const start = message.start?.at;
      if (start !== undefined) settle((note) => note.after === undefined && note.at.at < start);
      const again = repetitions(legs, i, notes, groupOf);
      const pair = pairRows(leg, again.messages, onlyPod);
      if (again.times > 1) {
        rows.push({ type: 'loop', times: again.times, rows: pair });
        i = again.last;
        settle((note) => note.after !== undefined && again.messages.includes(note.after));
      } else if (legs[i + 1]?.message === message) {
        rows.push(...pair);
        i++;
        settle((note) => note.after === message.id);
      } else {
        rows.push({
          type: 'arrow',
          leg,
          arrow: requestArrow(leg, [message.id], onlyPod),
          hasResponse: isAnswered(leg),
        });
      }
    } else {
      if (isAnswered(leg))
        rows.push({
          type: 'arrow',
          leg,
          arrow: responseArrow(leg, [message.id]) ?? emptyAnswer(message.id),
          hasResponse: true,
        });
      settle((note) => note.after === message.id);
    }
  }
  settle(() => true);
  return rows;
}

/** How often the call at `index` is made in a row with the same labels; calls inside a call break the row. */
function repetitions(
  legs: readonly Leg[],
  index: number,
  notes: readonly Note[],
  groupOf: (message: string) => unknown,
) {
  const first = legs[index]!.message;
  const messages: string[] = [];
  let times = 0;
  let last = index;
  for (let i = index; i + 1 < legs.length; i += 2) {
    const { message } = legs[i]!;
    if (legs[i + 1]!.message !== message || !isSameCall(first, message)) break;
    if (groupOf(first.id) !== groupOf(message.id)) break;
    messages.push(message.id);
    times += message.times ?? 1;
    last = i + 1;
    if (notes.some((note) => note.after === message.id)) break;
  }
  return { messages, times, last };
}

/** A call and its answer without anything between them. */
function pairRows(leg: Leg, messages: string[], onlyPod: string | undefined): DiagramRow[] {
  const answer = responseArrow(leg, messages);
  const request: DiagramRow = {
    type: 'arrow',
    leg,
    arrow: requestArrow(leg, messages, onlyPod),
    hasResponse: answer !== undefined,
  };
  if (answer === undefined) return [request];
  return [request, { type: 'arrow', leg: { ...leg, kind: 'response' }, arrow: answer, hasResponse: true }];
}

function requestArrow(leg: Leg, messages: string[], onlyPod: string | undefined): DiagramArrow {
  const label = requestLabel(leg.message, onlyPod);
  const { from, caller } = leg.message;
  // Controllers share a lane: the arrow says which it is.
  const isNamed = from === 'controller' && caller !== undefined;
  return { messages, kind: 'request', label: isNamed ? { ...label, method: `${caller}: ${label.method}` } : label };
}

function responseArrow(leg: Leg, messages: string[]): DiagramArrow | undefined {
  const label = responseLabel(leg.message);
  return label && { messages, kind: 'response', label };
}

/** The end of a call that had others inside it is drawn even where its answer says nothing. */
function emptyAnswer(message: string): DiagramArrow {
  return { messages: [message], kind: 'response', label: { method: 'ok' } };
}
