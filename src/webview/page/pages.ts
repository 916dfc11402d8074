import { batch, computed } from '@preact/signals';
import { podsOf } from '../../core/trace/podsOf';
import { podToShow } from '../../core/diagram/podToShow';
import { failures } from './failures';
import { drawn, folded, hidden, level, selection, state, trace, update } from './store';
import { looked, shownAs, type StageView } from './pageState';
import { tell } from './vscodeApi';
import type { Level } from '../../core/trace/level';
import type { WantedDiagram } from '../../core/panel/protocol';

const chosenPod = computed(() => state.value.pod);
const wantedPage = computed(() => state.value.page);
const wantedMessage = computed(() => state.value.wantedMessage);

/** Whose start is shown, and of whom it tells. */
export const diagram = computed(() => {
  const shown = trace.value;
  if (!shown) return undefined;
  const pods = podsOf(shown);
  return { pods, pod: podToShow(pods, chosenPod.value) };
});

/** The part of the diagram that is to be drawn. */
export const wantedDiagram = computed((): WantedDiagram | undefined => {
  const shown = diagram.value;
  return (
    shown && {
      level: level.value,
      pod: shown.pod,
      page: wantedPage.value,
      message: wantedMessage.value,
      folded: [...folded.value],
      hidden: [...hidden.value],
    }
  );
});

/** Shows the part of the diagram where a message is, where the one that is shown has none of its arrows. */
export function turnTo(message: string): void {
  if (failures.peek().has('diagram')) return;
  if (!drawn.peek()?.arrows.some(({ messages }) => messages.includes(message))) want(message);
}

/** Shows the start in so much detail, and of its diagram the part where the selected message is. */
export function showLevel(next: Level): void {
  batch(() => {
    update((was) => looked(was, next));
    const chosen = selection.peek();
    if (chosen?.kind === 'message') want(chosen.message);
  });
  tell({ type: 'level', level: next });
}

/** Shows the start as a diagram, of which the part where the selected message is, or as its story. */
export function showView(view: StageView): void {
  if (view === state.peek().view) return;
  update((was) => shownAs(was, view));
  const chosen = selection.peek();
  if (view === 'diagram' && chosen?.kind === 'message') turnTo(chosen.message);
}

function want(message: string): void {
  update((was) => ({ ...was, wantedMessage: message }));
}

/** Shows a part of the diagram. */
export function showPage(page: number): void {
  update((was) => ({ ...was, page, wantedMessage: '' }));
}
