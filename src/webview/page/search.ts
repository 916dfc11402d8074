import { computed } from './signals';
import { goTo, steps } from './walk';
import { phaseOf, state, update } from './store';
import { searchedText } from './searchedText';
import type { StoryStep } from '../../core/story/steps';

/** What is looked for, in small letters; '' for nothing. */
export const wanted = computed(() => state.value.search.text.trim().toLowerCase());
export const searchedFor = computed(() => state.value.search.text);
const messages = computed(() => state.value.messages);

/** The indexes of the steps that have the text, in their order: in a call, its fields, or a note after it. */
export const found = computed(() => {
  const text = wanted.value;
  return text === '' ? [] : steps.value.flatMap((step, index) => (has(step, text) ? [index] : []));
});

function has({ messages: ids, notes }: StoryStep, text: string): boolean {
  const isInCall = ids.some((id) => {
    const message = messages.value.get(id);
    return message !== undefined && searchedText(message).includes(text);
  });
  return isInCall || notes.some((note) => note.text.toLowerCase().includes(text));
}

/** Which of those that were found was gone to last, counted from 0; -1 for none. */
export const foundAt = computed(() => {
  const { at } = state.value.search;
  return at === undefined ? -1 : found.value.findIndex((index) => steps.value[index]?.message.id === at);
});

/** The messages that were found, and how many are in each phase, by its id. */
export const marks = computed(() => {
  const perPhase = new Map<string, number>();
  const ids = found.value.flatMap((index) => steps.value[index]?.messages ?? []);
  for (const index of found.value) {
    const phase = phaseOf.value.get(steps.value[index]?.message.id ?? '')?.id;
    if (phase !== undefined) perPhase.set(phase, (perPhase.get(phase) ?? 0) + 1);
  }
  return { messages: new Set(ids), perPhase };
});

/** A text was typed: the first that has it is gone to. */
export function typed(text: string): void {
  update((was) => ({ ...was, search: { text, at: undefined } }));
  goOn(1);
}

/** Goes to the next or the previous step that was found. */
export function goOn(by: 1 | -1): void {
  const all = found.peek();
  if (all.length === 0) return;
  const at = foundAt.peek();
  const next = all[at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length];
  const message = next === undefined ? undefined : steps.peek()[next]?.message.id;
  if (next === undefined || message === undefined) return;
  update((was) => ({ ...was, search: { ...was.search, at: message } }));
  goTo(next);
}
