import { expect, test } from 'vitest';
import { titleOfNames } from '../../../src/core/trace/titleOfNames';

test('a title has all of a few names, and of many the first and how many more there are', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `Pod p${index}`);
  expect(titleOfNames([])).toBe('');
  expect(titleOfNames(names(6))).toBe('Pod p0, Pod p1, Pod p2, Pod p3, Pod p4, Pod p5');
  expect(titleOfNames(names(300))).toBe('Pod p0, Pod p1, Pod p2 and 297 more');
});
