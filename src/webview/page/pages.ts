import { computed } from '@preact/signals';
import { podsOf } from '../../core/diagram/legs';
import { diagramPages, type DiagramPages } from '../../core/diagram/diagramPages';
import { failures } from './failures';
import { folded, hidden, labels, level, panel, phaseOf, selection, state, trace, update } from './store';
import { allPods, looked, shownAs, type StageView } from './pageState';
import { tell } from './vscodeApi';
import type { Level } from '../../core/trace/level';

const chosenPod = computed(() => state.value.pod);

/** The start's diagram, a part at a time, and whose it is. */
export const diagram = computed(() => {
  const shown = trace.value;
  if (!shown) return undefined;
  const pods = podsOf(shown);
  const wanted = chosenPod.value;
  const isThere = wanted === allPods || (wanted !== undefined && pods.includes(wanted));
  const pod = isThere ? wanted : pods.length > 1 ? (pods[0] ?? allPods) : allPods;
  const shownLevel = level.value;
  const lanes = panel.peek()?.shown?.findings.timeline ?? [];
  const phases = { of: phaseOf.value, folded: folded.value };
  const without = hidden.value;
  const own = labels.value;
  let made: DiagramPages | undefined;
  // Where it cannot be made, the diagram alone fails.
  const whole = (): DiagramPages =>
    (made ??= diagramPages(shown, own, {
      level: shownLevel,
      ...(pod !== allPods && { pod }),
      phases,
      hidden: without,
      lanes,
    }));
  return { pods, pod, whole };
});

/** Shows the part of the diagram where a message is, where the one that is shown has none of its arrows. */
export function turnTo(message: string): void {
  if (failures.peek().has('diagram')) return;
  const whole = diagram.peek()?.whole();
  const [first, ...more] = whole?.pagesWith(message) ?? [];
  if (!whole || first === undefined) return;
  const at = Math.min(state.peek().page, whole.pages - 1);
  if (first !== at && !more.includes(at)) showPage(first);
}

/** Shows the start in so much detail, and of its diagram the part where the selected message is. */
export function showLevel(next: Level): void {
  update((was) => looked(was, next));
  tell({ type: 'level', level: next });
  turnToSelected();
}

/** Shows the start as a diagram, of which the part where the selected message is, or as its story. */
export function showView(view: StageView): void {
  if (view === state.peek().view) return;
  update((was) => shownAs(was, view));
  if (view === 'diagram') turnToSelected();
}

function turnToSelected(): void {
  const chosen = selection.peek();
  const [first] = chosen?.kind === 'message' ? (diagram.peek()?.whole().pagesWith(chosen.message) ?? []) : [];
  if (first !== undefined) showPage(first);
}

/** Shows a part of the diagram. */
export function showPage(page: number): void {
  update((was) => ({ ...was, page }));
}
