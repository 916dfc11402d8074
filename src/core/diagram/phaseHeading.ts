import type { Phase } from '../phases/phase';

/** The phases of what is drawn, and which of them are one row each. */
export interface DiagramPhases {
  /** By the messages' ids. */
  of: ReadonlyMap<string, Phase>;
  /** The ids of phases. */
  folded: ReadonlySet<string>;
}

/** The row with which a phase begins. */
export interface PhaseHeading {
  phase: Pick<Phase, 'id' | 'name' | 'pod' | 'start' | 'end'>;
  isOpen: boolean;
  /** How many of its calls are drawn, or would be if it were open. */
  calls: number;
  /** It began on an earlier page. */
  goesOn: boolean;
}
