import type { WhatIfName } from './kinds';

/** One circumstance that a person changed: plain data, the same in a panel's memento and in the terminal's `--what-if`. */
export interface WhatIf {
  name: WhatIfName;
  /** The answers to what its kind asks, in that order; each is right as the kind has it. */
  values: readonly string[];
}
