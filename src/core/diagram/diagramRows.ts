import type { Label, Labelled, Labels } from '../trace/labels';
import type { Wait } from '../trace/waits';
import { foldsOf, type Fold } from './folds';
import type { Leg } from './legs';
import type { PhaseHeading } from './phaseHeading';
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
  /** Time that passes between calls, and what it went to. */
  | { type: 'wait'; wait: Wait }
  | { type: 'phase'; heading: PhaseHeading };

/** What stands in a diagram beside its calls. */
export interface BesideCalls {
  notes: readonly Note[];
  waits: readonly Wait[];
}

/** What calls are called. */
export interface Labelling {
  labels: Labels;
  labelled: Labelled;
  /** Calls of different groups are not folded into one. */
  groupOf?: ((message: string) => unknown) | undefined;
}

/**
 * Puts labels on legs, leaves out the answers that say nothing, sets the notes after their messages and the waits where
 * they begin, and folds calls that are made again and again without other news between them into one.
 */
export function diagramRows(
  legs: readonly Leg[],
  { notes, waits }: BesideCalls,
  { labels, labelled, groupOf }: Labelling,
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
  let nextWait = 0;
  const pass = (before: number): void => {
    for (let wait = waits[nextWait]; wait && wait.part.start.at < before; wait = waits[++nextWait])
      rows.push({ type: 'wait', wait });
  };

  const outer = new Set(legs.map(({ message }) => message.parent));
  const followed = new Set(notes.map(({ after }) => after));
  const folds = foldsOf(legs, { labels, isFollowed: (id) => followed.has(id), groupOf });
  /** A call is answered in the diagram where its answer says something, or where others happened inside it. */
  const isAnswered = (leg: Leg) => outer.has(leg.message.id) || labels.response(leg.message) !== undefined;
  for (const leg of legs) {
    const { message, kind, at } = leg;
    if (folds.absorbed.has(message.id)) continue;
    const fold = folds.first.get(message.id) ?? { messages: [message.id], times: message.times ?? 1 };
    pass(at);
    if (kind === 'request') {
      const start = message.start?.at;
      if (start !== undefined) settle((note) => note.after === undefined && note.at.at < start);
      rows.push({
        type: 'arrow',
        leg,
        arrow: requestArrow(leg, fold, labels.request(leg.message, labelled)),
        hasResponse: isAnswered(leg),
      });
    } else {
      if (isAnswered(leg))
        rows.push({
          type: 'arrow',
          leg,
          arrow: responseArrow(labels.response(leg.message), fold.messages),
          hasResponse: true,
        });
      settle((note) => note.after !== undefined && fold.messages.includes(note.after));
    }
  }
  pass(Infinity);
  settle(() => true);
  return rows;
}

function requestArrow(leg: Leg, { messages, times }: Fold, { method, detail }: Label): DiagramArrow {
  const { from, caller } = leg.message;
  // Controllers share a lane: the arrow says which it is.
  const isNamed = from === 'controller' && caller !== undefined;
  const more = [detail, times > 1 ? `× ${times}` : undefined].filter((part) => part !== undefined).join(' ');
  const label = { method: isNamed ? `${caller}: ${method}` : method, ...(more !== '' && { detail: more }) };
  return { messages, kind: 'request', label };
}

/** The end of a call that had others inside it is drawn even where its answer says nothing. */
function responseArrow(label: Label | undefined, messages: string[]): DiagramArrow {
  return { messages, kind: 'response', label: label ?? { method: 'ok' } };
}
