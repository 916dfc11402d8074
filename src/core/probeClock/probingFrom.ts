import { startSeconds, truncatedSeconds } from './kubeletJitter';
import type { ProbeTimes } from './probeTimes';
import { whenBoth, type Window } from './window';

/** The turns that may probe: from when the container is known to run and its initial delay is over. */
export function probingFrom(from: Window, { delay }: ProbeTimes): Window {
  return whenBoth(from, {
    earliest: delay === 0 ? 0 : Math.max(0, delay - truncatedSeconds - startSeconds),
    latest: delay,
  });
}
