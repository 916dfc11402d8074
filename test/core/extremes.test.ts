import { expect, test } from 'vitest';
import { greatest, least } from '../../src/core/extremes';

test('the least and the greatest of more numbers than a call takes', () => {
  const numbers = Array.from({ length: 1_000_000 }, (_, i) => i - 7);
  expect(() => Math.max(...numbers)).toThrow(RangeError);
  expect([least(numbers), greatest(numbers)]).toEqual([-7, 999_992]);
});

test('where there is no number, what every number is less or more than', () => {
  expect([least([]), greatest([])]).toEqual([Infinity, -Infinity]);
  expect([least([1, NaN]), greatest([NaN, 1])]).toEqual([NaN, NaN]);
});
