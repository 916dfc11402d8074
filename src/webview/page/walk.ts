import { computed } from '@preact/signals';
import { storySteps } from '../../core/story/steps';
import { isOfPod } from '../../core/trace/isOfPod';
import { diagram, turnTo } from './pages';
import { allPods } from './pageState';
import { labels, phaseOf, select, selection, stageView, trace } from './store';

/** The steps of the start that is shown: those of one pod, and what is about none, where one of several is. */
const told = computed(() => {
  const shown = trace.value;
  const pod = diagram.value?.pod ?? allPods;
  if (!shown) return { steps: [], left: [] };
  const phases = phaseOf.value;
  const groupOf = (id: string): unknown => phases.get(id);
  if (pod === allPods) return storySteps(shown, labels.value, groupOf);
  const messages = shown.messages.filter((message) => isOfPod(message, pod));
  const ids = new Set(messages.map(({ id }) => id));
  const notes = shown.notes.filter((note) => isOfPod(note, pod) && (note.after === undefined || ids.has(note.after)));
  return storySteps({ messages, notes }, labels.value, groupOf);
});
export const steps = computed(() => told.value.steps);
/** What is worth saying beside the steps. */
export const leftNotes = computed(() => told.value.left);

const places = computed(
  () => new Map(steps.value.flatMap(({ messages }, at) => messages.map((id) => [id, at] as const))),
);

/** The index of the step that is selected; -1 where none is. */
export const here = computed(() => {
  const chosen = selection.value;
  return chosen?.kind === 'message' ? (places.value.get(chosen.message) ?? -1) : -1;
});

/** Selects a step by its index, the first or the last where there is none; the views show where it is. */
export function goTo(index: number): void {
  const all = steps.peek();
  const message = all[Math.max(0, Math.min(index, all.length - 1))]?.message.id;
  if (message !== undefined) goToMessage(message);
}

/** Selects a message, and shows the part of the diagram where it is. */
export function goToMessage(message: string): void {
  select(message, { reveal: true });
  if (stageView.peek() === 'diagram') turnTo(message);
}

/** Selects the call before or after the selected one. */
export function step(by: 1 | -1): void {
  goTo(here.peek() + by);
}
