import { repeatsOf, type Unit } from '../trace/repeats';
import { waitsOf, type Wait } from '../trace/waits';
import type { Labels } from '../trace/labels';
import type { Lane } from '../trace/timeline';
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
 * @param labels what stands on the messages' arrows: messages with others are not in one step
 * @param groupOf messages of different groups are not in one step
 */
export function storySteps(
  trace: Pick<Trace, 'messages' | 'notes'>,
  labels: Labels,
  groupOf: (message: string) => unknown = () => undefined,
): { steps: StoryStep[]; left: Note[] } {
  const { messages } = trace;
  const notes = new Map<string | undefined, Note[]>();
  for (const note of trace.notes) {
    const own = notes.get(note.after);
    if (own) own.push(note);
    else notes.set(note.after, [note]);
  }
  const followed = new Set(notes.keys());
  const depths = new Map<string, number>();
  const steps: StoryStep[] = [];
  const tell = (of: readonly Message[]): void => {
    for (const { unit, units, times } of repeatsOf(unitsOf(of), {
      labels,
      isFollowed: (id) => followed.has(id),
      groupOf,
    })) {
      if (units.length === 1) {
        add([unit.message], times);
        tell(unit.inner);
        continue;
      }
      add(
        units.map(({ message }) => message),
        times,
      );
      for (const [at] of unit.inner.entries()) {
        const alike = units.flatMap(({ inner }) => inner[at] ?? []);
        add(alike, alike.length);
      }
    }
  };
  const add = (of: readonly Message[], times: number): void => {
    const [message, last] = [of[0]!, of.at(-1)!];
    const depth = message.parent === undefined ? 0 : (depths.get(message.parent) ?? 0) + 1;
    for (const { id } of of) depths.set(id, depth);
    const own = of.flatMap(({ id }) => notes.get(id) ?? []);
    for (const { id } of of) notes.delete(id);
    steps.push({ message, last, times, messages: of.map(({ id }) => id), depth, notes: own });
  };
  tell(messages);
  return { steps, left: [...notes.values()].flat() };
}

/** Each message with those inside of it that stand right behind it. */
function unitsOf(messages: readonly Message[]): Unit[] {
  const left = new Map<string, number>();
  for (const { parent } of messages) if (parent !== undefined) left.set(parent, (left.get(parent) ?? 0) + 1);
  const units: Unit[] = [];
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!;
    const known = new Set([message.id]);
    const inner: Message[] = [];
    for (let next = messages[i + 1]; next?.parent !== undefined && known.has(next.parent); next = messages[++i + 1]) {
      known.add(next.id);
      inner.push(next);
    }
    const own = inner.filter(({ parent }) => parent === message.id).length;
    units.push({ message, inner, isWhole: own === (left.get(message.id) ?? 0) });
  }
  return units;
}

/**
 * What was waited for after each step, by the step's index; -1 is before the first. A wait stands after the last step
 * that began before it did.
 *
 * @param lanes where the time of the pods went
 */
export function waitsAfter(
  steps: readonly StoryStep[],
  lanes: readonly Pick<Lane, 'uid' | 'pod' | 'parts'>[],
): Map<number, Wait[]> {
  const after = new Map<number, Wait[]>();
  let index = -1;
  let next = 0;
  for (const wait of waitsOf(lanes)) {
    for (; next < steps.length; next++) {
      const { start, end } = steps[next]!.message;
      const at = start?.at ?? end?.at;
      if (at === undefined) continue;
      if (at > wait.part.start.at) break;
      index = next;
    }
    after.set(index, [...(after.get(index) ?? []), wait]);
  }
  return after;
}
