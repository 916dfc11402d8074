import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { reported, reportedNow, unreported } from './reported';

test.each(reported)('$what', ({ view, cause, next, field, never }) => {
  const [first] = diagnose(view, { now: reportedNow });
  expect(first?.cause).toMatch(cause);
  if (next) expect(first?.next).toMatch(next);
  if (field !== undefined) expect(first?.field).toBe(field);
  if (never) expect(`${first?.cause} ${first?.next}`).not.toMatch(never);
});

test.each(unreported)('nothing is told of $what', ({ view }) => {
  expect(diagnose(view, { now: reportedNow })).toEqual([]);
});
