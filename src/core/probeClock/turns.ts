import type { Window } from './window';

/**
 * When turns that come each `period` after a first one in `first` reach a moment: the first turn that is not before
 * `moment`. Where the first turn leaves no doubt about the phase, the window is narrower than a period.
 */
export function turnAt({ earliest, latest }: Window, period: number, moment: number): Window {
  if (earliest >= moment || !Number.isFinite(moment)) return { earliest, latest };
  /** How many turns after it a first turn at `first` has come to the moment. */
  const turnsOf = (first: number): number => Math.max(0, Math.ceil((moment - first) / period));
  const [most, least] = [turnsOf(earliest), turnsOf(latest)];
  if (most === least) return { earliest: earliest + most * period, latest: latest + least * period };
  // Some first turn leads to one at the moment itself, and another one to a turn just before it.
  return { earliest: moment, latest: Math.max(latest + least * period, moment + period) };
}

/** The first tick of a ticker whose phase is unknown, counted from when it may probe. */
export function firstTurn({ earliest, latest }: Window, period: number): Window {
  return { earliest, latest: latest + period };
}
