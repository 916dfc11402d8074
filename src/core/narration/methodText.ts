import type { Runs } from '../textRuns';
import type { NarrationLink } from './narration';
import type { Scene } from './scene';

/** What a method of the CRI says of itself. */
export interface MethodText {
  what: (scene: Scene) => Runs;
  /** What a good answer says, and what follows. */
  answered: (scene: Scene) => Runs;
  /** What follows where the call fails. */
  failed?: (scene: Scene) => Runs;
  /** Why it is made, where the sender's decision is not known. */
  usually: Runs;
  links: readonly NarrationLink[];
}
