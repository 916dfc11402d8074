import { expect, test } from 'vitest';
import { warmUp } from '../../../src/core/explain/hover/warmUp';

test('the warm-up goes through dozens of hovers and ends', () => {
  const steps = [...warmUp()].length;
  expect(steps).toBeGreaterThan(30);
  expect(steps).toBeLessThan(100);
});
