import { computed } from '../page/signals';
import { folded, phaseOf } from '../page/store';
import { steps } from '../page/walk';
import type { Phase } from '../../core/phases/phase';

/** A stretch of the story's steps that are in one phase. */
export interface StoryStretch {
  phase: Phase | undefined;
  /** The phase begins with it; of several pods, phases go on after others. */
  isFirst: boolean;
  isOpen: boolean;
  /** The indexes of its steps: those of a folded phase are not drawn. */
  from: number;
  to: number;
  /** How many calls the phase has. */
  calls: number;
}

/** The story in stretches. */
export const stretches = computed((): StoryStretch[] => {
  const all: StoryStretch[] = [];
  const begun = new Set<Phase>();
  const calls = new Map<Phase, number>();
  for (const [index, { message, times }] of steps.value.entries()) {
    const phase = phaseOf.value.get(message.id);
    if (phase) calls.set(phase, (calls.get(phase) ?? 0) + times);
    const last = all.at(-1);
    if (last && last.phase === phase) {
      last.to = index + 1;
      continue;
    }
    const isFirst = phase !== undefined && !begun.has(phase);
    if (phase) begun.add(phase);
    const isOpen = phase === undefined || !folded.value.has(phase.id);
    all.push({ phase, isFirst, isOpen, from: index, to: index + 1, calls: 0 });
  }
  return all.map((one) => ({ ...one, calls: (one.phase && calls.get(one.phase)) ?? 0 }));
});
