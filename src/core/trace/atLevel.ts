import type { Level } from './level';
import type { Message, Note, Trace } from './trace';

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
function lastLeft({ messages, notes }: Trace, level: Level): Map<Note, string> {
  const waiting = new Map<string, Note[]>();
  for (const note of notes) {
    if (note.after === undefined) continue;
    const same = waiting.get(note.after);
    if (same) same.push(note);
    else waiting.set(note.after, [note]);
  }
  const found = new Map<Note, string>();
  let last: Message | undefined;
  /** The last that is about no pod, with its place, and the last of each pod. */
  let common: [at: number, message: Message] | undefined;
  const ofPod = new Map<string, [at: number, message: Message]>();
  for (const [at, message] of messages.entries()) {
    if (message.level <= level) {
      last = message;
      if (message.subject) ofPod.set(message.subject.pod, [at, message]);
      else common = [at, message];
    }
    for (const note of waiting.get(message.id) ?? []) {
      const own = note.subject && ofPod.get(note.subject.pod);
      const nearest = !note.subject ? last : (own && (!common || own[0] > common[0]) ? own : common)?.[1];
      if (nearest) found.set(note, nearest.id);
    }
  }
  return found;
}
