import { computed } from '@preact/signals';
import { podsOf } from '../../core/trace/podsOf';
import { sequenceDiagram, type SequenceDiagram } from '../../core/diagram/sequenceDiagram';
import { failures } from './failures';
import { folded, hidden, level, panel, phaseOf, selection, state, trace, update } from './store';
import { allPods, looked, shownAs, type StageView } from './pageState';
import { tell } from './vscodeApi';
import type { DiagramWidth } from '../../core/diagram/lanes';
import type { DiagramArrow } from '../../core/diagram/diagramRows';
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
  const parts = new Map<string, SequenceDiagram>();
  const part = (page: number, width: DiagramWidth = 'full'): SequenceDiagram => {
    const of = `${String(page)} ${width}`;
    const known =
      parts.get(of) ??
      sequenceDiagram(shown, {
        level: shownLevel,
        ...(pod !== allPods && { pod }),
        page,
        width,
        phases,
        hidden: without,
        lanes,
      });
    parts.set(of, known);
    return known;
  };
  return { pods, pod, part };
});

type Whole = NonNullable<typeof diagram.value>;

/** Shows the part of the diagram that has such arrows, where the one that is shown has none. */
export function turnTo(isWanted: (arrows: readonly DiagramArrow[]) => boolean): void {
  if (failures.peek().has('diagram')) return;
  const whole = diagram.peek();
  if (!whole) return;
  const { pages } = whole.part(0);
  if (!isWanted(whole.part(Math.min(state.peek().page, pages - 1)).arrows)) turnIn(whole, isWanted);
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
  const whole = diagram.peek();
  const chosen = selection.peek();
  if (whole && chosen?.kind === 'message')
    turnIn(whole, (arrows) => arrows.some(({ messages }) => messages.includes(chosen.message)));
}

function turnIn(whole: Whole, isWanted: (arrows: readonly DiagramArrow[]) => boolean): void {
  const { pages } = whole.part(0);
  const page = Array.from({ length: pages }, (_, at) => at).find((at) => isWanted(whole.part(at).arrows));
  if (page !== undefined) showPage(page);
}

/** Shows a part of the diagram. */
export function showPage(page: number): void {
  update((was) => ({ ...was, page }));
}
