import { isOfPod } from './isOfPod';
import type { Level } from './level';
import type { Note, Trace } from './trace';

/**
 * The trace with what one sees in so much detail: each note stands after the last message before it that is left, of
 * those of its pod.
 */
export function atLevel(trace: Trace, level: Level): Trace {
  if (trace.messages.every((message) => message.level <= level)) return trace;
  const messages = trace.messages.filter((message) => message.level <= level);
  const kept = new Set(messages);
  const places = new Map(trace.messages.map(({ id }, at) => [id, at]));
  const lastOf = ({ after, subject }: Note): string | undefined => {
    for (let at = places.get(after ?? '') ?? -1; at >= 0; at--) {
      const message = trace.messages[at]!;
      if (kept.has(message) && (subject === undefined || isOfPod(message, subject.pod))) return message.id;
    }
    return undefined;
  };
  const notes = trace.notes.map((note): Note => {
    const left = lastOf(note);
    if (left === note.after) return note;
    const { after: _hidden, ...rest } = note;
    return left === undefined ? rest : { ...rest, after: left };
  });
  return { ...trace, messages, notes };
}
