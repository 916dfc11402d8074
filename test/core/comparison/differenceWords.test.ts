import { expect, test } from 'vitest';
import { countsText } from '../../../src/core/comparison/differenceWords';

const none = { same: 0, differ: 0, onlyLeft: 0, onlyRight: 0, untold: 0, fields: 0, outcomes: 0, order: 0, time: 0, ends: 0 }; // prettier-ignore

test.each([
  [{ same: 20, onlyRight: 13 }, '13 calls are only in B, 20 are the same'],
  [{ same: 20, onlyLeft: 1 }, '1 call is only in A, 20 are the same'],
  [{ same: 1, differ: 2, fields: 2 }, '2 calls differ (2 in fields), 1 is the same'],
  [{ same: 3 }, 'No call differs, 3 are the same'],
])('counts name what there is of differences: %o', (counts, text) => {
  expect(countsText({ ...none, ...counts })).toBe(text);
});
