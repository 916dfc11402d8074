import { computed, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { panel, state } from './store';
import { tell } from './vscodeApi';
import type { About, Question } from '../../core/panel/protocol';
import type { Told } from './pageState';
import type { Trace } from '../../core/trace/trace';

/** The start that questions were asked of, and what was asked. */
let askedOf: Trace | undefined;
const asked = new Set<string>();

const told: { readonly [Kind in About]: ReadonlySignal<Told[Kind]> } = {
  narration: computed(() => state.value.told.narration),
  state: computed(() => state.value.told.state),
  moment: computed(() => state.value.told.moment),
  failable: computed(() => state.value.told.failable),
  part: computed(() => state.value.told.part),
  actor: computed(() => state.value.told.actor),
  keys: computed(() => state.value.told.keys),
  failure: computed(() => state.value.told.failure),
};

/** Asks the host for what it was not asked of the same start. */
export function ask(questions: readonly Question[], of: Trace | undefined): void {
  if (askedOf !== of) asked.clear();
  askedOf = of;
  const left = questions.filter((one) => !asked.has(`${one.about} ${one.of}`));
  for (const one of left) asked.add(`${one.about} ${one.of}`);
  if (left.length > 0) tell({ type: 'ask', questions: left });
}

/**
 * What the host has said of such things in the start that is shown, which it is asked for where it has not. What it said
 * of an older state of the start stays until it says it anew.
 */
export function useAnswers<Kind extends About>(about: Kind, of: readonly string[]): Told[Kind] {
  const trace = panel.value?.shown?.trace;
  useLayoutEffect(() => {
    ask(
      of.map((one) => ({ about, of: one })),
      trace,
    );
  }, [trace, of.join('\n')]);
  return told[about].value;
}
