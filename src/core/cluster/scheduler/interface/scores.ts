import type { Attempt, Plugin } from './plugin';

/** Amounts in proportion to the largest, which is 100; 0 where all are (plugins/helper/normalize_score.go, 1.37). */
export function inProportion(amounts: readonly number[]): number[] {
  const most = Math.max(...amounts);
  return amounts.map((amount) => (most === 0 ? 0 : Math.trunc((100 * amount) / most)));
}

/** Which attempt is best, by how many points, and how many are as good. */
export interface Best {
  attempt: Attempt;
  score: number;
  equals: number;
}

/**
 * The attempt on the best of the nodes that fit (schedule_one.go prioritizeNodes, 1.37); of equal ones the first, where
 * the scheduler draws lots.
 */
export function bestOf(attempts: readonly Attempt[], plugins: readonly Plugin[]): Best {
  const totals = attempts.map(() => 0);
  if (attempts.length > 1) {
    for (const { score, weight = 1 } of plugins) {
      for (const [i, points] of (score?.(attempts) ?? []).entries()) totals[i]! += weight * points;
    }
  }
  const score = Math.max(...totals);
  return { attempt: attempts[totals.indexOf(score)]!, score, equals: totals.filter((total) => total === score).length };
}
