import type { Evidence } from '../../core/observe/evidence/evidence';
import type { ObservedPod } from '../../core/observe/observation';
import type { PodProgress } from '../../core/observe/podProgress';
import type { Trace } from '../../core/trace/trace';
import type { SessionProblem } from './sessionProblem';
import type { SessionState } from './sessionState';

/** When a session ends by itself. */
export interface SessionLimits {
  /** All pods have started or failed, and for so many milliseconds nothing was heard. */
  overAfterMs: number;
  /** Whether it may end so now; by default it may. */
  mayEnd?: () => boolean;
  /** So many milliseconds after it began. */
  longestMs: number;
}

/** What a session tells as it happens. */
export type SessionNews =
  /** Another state, in the words that `text` has, too. */
  | { type: 'state'; state: SessionState; text: string }
  /** There is more to be seen; or something is not read, and the rest goes on. */
  | { type: 'evidence'; evidence: Evidence }
  /** A step failed, and the rest goes on. */
  | { type: 'problem'; problem: SessionProblem }
  /** What was worked out in the background is there, or others are meant. */
  | { type: 'changed' };

/** How far the pods are: `none` was seen, or all have `started`, or all have but some that `failed`. */
export type SessionOutcome = 'none' | PodProgress;

/** What is known at one time. */
export interface SessionSnapshot {
  state: SessionState;
  /** How it stands, in words. */
  text: string;
  /** What is not read, and why. */
  denied: readonly string[];
  /** What went wrong of our own steps. */
  problems: readonly SessionProblem[];
  /** The pods that are meant, in the order in which they were made. */
  pods: readonly ObservedPod[];
  outcome: SessionOutcome;
  /** The last one that could be made. */
  trace?: Trace;
}
