import { computed } from './signals';
import { diagram } from './pages';
import { goTo, steps } from './walk';
import { hidden, phaseOf, trace } from './store';
import { allPods } from './pageState';
import type { Phase } from '../../core/phases/phase';

/** A phase with what is shown of it. */
export interface ShownPhase {
  phase: Phase;
  /** How many of its calls the diagram shows, or would if it were open. */
  calls: number;
}

/** The phases of what is shown, in their order. */
export const shownPhases = computed((): ShownPhase[] => {
  const pod = diagram.value?.pod ?? allPods;
  const shown = new Map<Phase, ShownPhase>();
  for (const { id, from, to, subject, times = 1 } of trace.value?.messages ?? []) {
    const phase = phaseOf.value.get(id);
    const isThere = pod === allPods || subject === undefined || subject.pod === pod;
    if (!phase || !isThere || hidden.value.has(from) || hidden.value.has(to)) continue;
    const known = shown.get(phase);
    if (known) known.calls += times;
    else shown.set(phase, { phase, calls: times });
  }
  return [...shown.values()];
});

/** Whether phases of several pods are shown. */
export const hasSeveralPods = computed(
  () => new Set(shownPhases.value.flatMap(({ phase: { namespace, pod } }) => pod && `${namespace}/${pod}`)).size > 1,
);

/** Selects the first call of a phase that is shown. */
export function goToPhase({ messages }: Phase): void {
  const own = new Set(messages);
  const seen = ({ message: { id, from, to } }: (typeof steps.value)[number]): boolean =>
    own.has(id) && !hidden.peek().has(from) && !hidden.peek().has(to);
  const at = steps.peek().findIndex(seen);
  if (at >= 0) goTo(at);
}
