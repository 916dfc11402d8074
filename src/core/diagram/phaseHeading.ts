import type { Phase } from '../phases/phase';

/** The row with which a phase begins. */
export interface PhaseHeading {
  phase: Phase;
  isOpen: boolean;
  /** How many of its calls are drawn, or would be if it were open. */
  calls: number;
  /** It began on an earlier page. */
  goesOn: boolean;
}
