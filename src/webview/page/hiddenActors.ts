import { computed } from './signals';
import { actors, type Actor } from '../../core/trace/trace';
import { knownKeys } from '../../core/knownKeys';
import { hidden, panel, update } from './store';

/** Who takes part in the start, in the order of the diagram. */
export const takingPart = computed((): Actor[] => {
  const there = new Set((panel.value?.shown?.trace.messages ?? []).flatMap(({ from, to }) => [from, to]));
  return knownKeys(actors).filter((actor) => there.has(actor));
});

/** Those whose messages the diagram leaves out. */
export const hiddenHere = computed(() => takingPart.value.filter((actor) => hidden.value.has(actor)));

/** Leaves the messages of actors out of the diagram, or shows them again. */
export function hideActors(of: readonly Actor[], isHidden: boolean): void {
  update((was) => {
    const next = new Set(was.hidden);
    for (const actor of of)
      if (isHidden) next.add(actor);
      else next.delete(actor);
    return { ...was, hidden: next, page: 0 };
  });
}
