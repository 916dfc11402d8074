import { expect, test } from 'vitest';
import { turnAt } from '../../../src/core/probeClock/turns';

/** The first turn at or after the moment, of a ticker whose first turn is known. */
function exactly(first: number, period: number, moment: number): number {
  let turn = first;
  while (turn < moment) turn += period;
  return turn;
}

test('the window of a turn has all that can be, and no more', () => {
  for (const period of [1, 2, 5, 10])
    for (const from of [0, 0.25, 3, 7.5])
      for (const width of [0, 0.5, 2.75, 6, 11])
        for (const moment of [0, 0.3, 4, 9.9, 21]) {
          const steps = 400;
          const turns = Array.from({ length: steps + 1 }, (_, i) =>
            exactly(from + (width * i) / steps, period, moment),
          );
          const { earliest, latest } = turnAt({ earliest: from, latest: from + width }, period, moment);
          expect(earliest).toBeLessThanOrEqual(Math.min(...turns) + 1e-9);
          expect(latest).toBeGreaterThanOrEqual(Math.max(...turns) - 1e-9);
          expect(Math.min(...turns) - earliest).toBeLessThanOrEqual(0.03);
          expect(latest - Math.max(...turns)).toBeLessThanOrEqual(0.03);
        }
});
