import type { Level } from './level';
import type { Message, Note, Trace } from './trace';

/** The trace with what one sees in so much detail: each note stands after the last message before it that is left. */
export function atLevel(trace: Trace, level: Level): Trace {
  if (trace.messages.every((message) => message.level <= level)) return trace;
  const last = new Map<string, string | undefined>();
  const messages: Message[] = [];
  for (const message of trace.messages) {
    if (message.level <= level) messages.push(message);
    last.set(message.id, messages.at(-1)?.id);
  }
  const notes = trace.notes.map((note): Note => {
    if (note.after === undefined || last.get(note.after) === note.after) return note;
    const { after, ...rest } = note;
    const left = last.get(after);
    return left === undefined ? rest : { ...rest, after: left };
  });
  return { ...trace, messages, notes };
}
