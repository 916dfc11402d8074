import { computed, effect } from '@preact/signals';
import { drawn, select, state, update } from './store';
import { matchingArrows } from './matchingArrows';
import { turnTo } from './pages';
import type { Search } from './pageState';

export const search = computed(() => state.value.search);
const wanted = computed(() => state.value.search.text.trim().toLowerCase());
const messages = computed(() => state.value.messages);

/** The indexes of the arrows that are drawn and have the text, in their order. */
export const found = computed(() =>
  wanted.value === '' ? [] : matchingArrows(wanted.value, drawn.value?.arrows ?? [], messages.value),
);

function change(changed: Partial<Search>): void {
  update((was) => ({ ...was, search: { ...was.search, ...changed } }));
}

/** A text was typed: what has it is gone to, in another part of the diagram where the one that is shown has none. */
export function typed(text: string): void {
  change({ text, at: -1, isNew: text.trim() !== '' });
  goToNew();
  if (!search.peek().isNew) return;
  turnTo((arrows) => matchingArrows(wanted.peek(), arrows, messages.peek()).length > 0);
}

/** Goes to the next or the previous arrow that was found. */
export function goOn(by: 1 | -1): void {
  const count = found.peek().length;
  if (count === 0) return;
  const { at } = search.peek();
  const next = at < 0 && by < 0 ? count - 1 : (at + by + count) % count;
  change({ at: next });
  const arrow = drawn.peek()?.arrows[found.peek()[next] ?? -1];
  const message = arrow?.messages[0];
  if (message !== undefined) select(message, { reveal: true });
}

function goToNew(): void {
  if (!search.peek().isNew || found.peek().length === 0) return;
  change({ isNew: false });
  goOn(1);
}

/** Looks anew in each drawing. */
export function startSearch(): void {
  effect(() => {
    if (!drawn.value) return;
    queueMicrotask(() => {
      if (search.peek().at >= 0) change({ at: -1 });
      goToNew();
    });
  });
}
