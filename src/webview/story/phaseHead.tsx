import { foldPhases } from '../page/store';
import { hasSeveralPods } from '../page/phases';
import { Icon } from '../parts/buttons';
import { phaseFacts, phaseTitle } from '../../core/phases/phaseText';
import { marks } from '../page/search';
import type { Phase } from '../../core/phases/phase';

/** The heading of a phase in the story, which folds and unfolds its steps. */
export function PhaseHead({ phase, calls, isOpen }: { phase: Phase; calls: number; isOpen: boolean }) {
  const matches = isOpen ? 0 : (marks.value.perPhase.get(phase.id) ?? 0);
  return (
    <h2 class="phase-head">
      <button
        class="toggle"
        aria-expanded={isOpen}
        data-phase={phase.id}
        onClick={() => foldPhases([phase.id], !isOpen)}
      >
        <Icon name="chevron-right" />
        {phaseTitle(phase, hasSeveralPods.value)}
        <span class="facts">{phaseFacts(phase, calls)}</span>
        {matches > 0 && <span class="phase-matches">{`${matches} ${matches === 1 ? 'match' : 'matches'}`}</span>}
      </button>
    </h2>
  );
}
