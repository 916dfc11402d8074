import { isSameCall } from '../trace/sameCall';
import type { Lane } from '../trace/timeline';
import type { PathPart } from '../trace/pathPart';
import type { Message, Note, Trace } from '../trace/trace';

/** One step of a story: a message, or the same one again and again without other news. */
export interface StoryStep {
  message: Message;
  /** The last of those that it stands for. */
  last: Message;
  /** How often it was sent. */
  times: number;
  /** The ids of all messages that it stands for. */
  messages: string[];
  /** In how many other calls it happened. */
  depth: number;
  /** What is worth saying after it. */
  notes: Note[];
}

/**
 * The steps of a trace in the order of its messages; what stands after none of them comes last, with no step.
 *
 * @param groupOf messages of different groups are not in one step
 */
export function storySteps(
  trace: Pick<Trace, 'messages' | 'notes'>,
  groupOf: (message: string) => unknown = () => undefined,
): { steps: StoryStep[]; left: Note[] } {
  const { messages } = trace;
  const depths = new Map<string, number>();
  const notes = new Map<string | undefined, Note[]>();
  for (const note of trace.notes) {
    const own = notes.get(note.after);
    if (own) own.push(note);
    else notes.set(note.after, [note]);
  }
  const outer = new Set(messages.map(({ parent }) => parent));
  const steps: StoryStep[] = [];
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!;
    const step: StoryStep = {
      message,
      last: message,
      times: message.times ?? 1,
      messages: [message.id],
      depth: 0,
      notes: [],
    };
    for (let next = messages[i + 1]; next; next = messages[i + 1]) {
      const isRepeat =
        isSameCall(message, next) && message.parent === next.parent && groupOf(message.id) === groupOf(next.id);
      if (!isRepeat || outer.has(step.last.id) || outer.has(next.id) || notes.has(step.last.id)) break;
      step.last = next;
      step.times += next.times ?? 1;
      step.messages.push(next.id);
      i++;
    }
    step.depth = message.parent === undefined ? 0 : (depths.get(message.parent) ?? 0) + 1;
    depths.set(message.id, step.depth);
    step.notes = notes.get(step.last.id) ?? [];
    notes.delete(step.last.id);
    steps.push(step);
  }
  return { steps, left: [...notes.values()].flat() };
}

/** A wait of that many milliseconds is worth saying. */
const leastWait = 100;

/**
 * What was waited for after each step, by the step's index; -1 is before the first. A wait stands after the last step
 * that began before it did.
 *
 * @param lanes where the time of the pods went
 */
export function waitsAfter(
  steps: readonly StoryStep[],
  lanes: readonly Pick<Lane, 'parts'>[],
): Map<number, PathPart[]> {
  const waits = lanes
    .flatMap(({ parts }) => parts)
    .filter(({ messages, start, end }) => messages.length === 0 && end.at - start.at >= leastWait)
    .sort((a, b) => a.start.at - b.start.at);
  const after = new Map<number, PathPart[]>();
  let index = -1;
  let next = 0;
  for (const wait of waits) {
    for (; next < steps.length; next++) {
      const { start, end } = steps[next]!.message;
      const at = start?.at ?? end?.at;
      if (at === undefined) continue;
      if (at > wait.start.at) break;
      index = next;
    }
    after.set(index, [...(after.get(index) ?? []), wait]);
  }
  return after;
}
