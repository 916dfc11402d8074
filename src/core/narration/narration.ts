import type { Runs } from '../textRuns';

/** What a message says of itself, in two or three sentences. Names and texts of others are runs of code in it. */
export interface Narration {
  /** What the call does. */
  what: Runs;
  /** Why its sender makes it at this moment. */
  why: Runs;
  /** What came back, and what follows from it. */
  result: Runs;
  /** The documentation, and the function in Kubernetes' sources that makes the call. */
  links: readonly NarrationLink[];
}

export interface NarrationLink {
  title: string;
  address: string;
  /** It leads to a function in Kubernetes' sources. */
  isSource?: true;
}
