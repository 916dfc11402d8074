import type { Level } from './level';
import type { Note, Trace } from './trace';

/**
 * The trace with what one sees in so much detail: each note stands after the last message before it that is left, of
 * those of its pod.
 */
export function atLevel(trace: Trace, level: Level): Trace {
  if (trace.messages.every((message) => message.level <= level)) return trace;
  const messages = trace.messages.filter((message) => message.level <= level);
  const left = lastLeft(trace, level);
  const notes = trace.notes.map((note): Note => {
    const after = left.get(note);
    if (after === note.after) return note;
    const { after: _hidden, ...rest } = note;
    return after === undefined ? rest : { ...rest, after };
  });
  return { ...trace, messages, notes };
}

/** After which message that is left each note stands: one pass over the messages, as there may be thousands of both. */
function lastLeft({ messages, notes }: Trace, level: Level): Map<Note, string | undefined> {
  const waiting = new Map<string | undefined, Note[]>(messages.map(({ id }) => [id, []]));
  for (const note of notes) waiting.get(note.after)?.push(note);
  const found = new Map<Note, string | undefined>();
  let last: string | undefined;
  let common: string | undefined;
  /** Of each pod the last since the last that is about none. */
  let ofPod = new Map<string, string>();
  for (const { id, level: own, subject } of messages) {
    if (own <= level) {
      last = id;
      if (subject) ofPod.set(subject.pod, id);
      else [common, ofPod] = [id, new Map()];
    }
    for (const note of waiting.get(id) ?? [])
      found.set(note, note.subject ? (ofPod.get(note.subject.pod) ?? common) : last);
  }
  return found;
}
