import { expect, test } from 'vitest';
import { goDuration } from '../../../src/core/go/goDuration';
import { parseGoDuration } from '../../../src/core/go/parseGoDuration';

test.each([
  [0, '0s'],
  [7, '7ms'],
  [830, '830ms'],
  [1234, '1.234s'],
  [10_000, '10s'],
  [62_500, '1m2.5s'],
  [300_000, '5m0s'],
  [5_400_000, '1h30m0s'],
])('%d ms are %s, and are read back', (ms, text) => {
  expect(goDuration(ms)).toBe(text);
  expect(parseGoDuration(text)).toBe(ms);
});

test.each([
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['1.s', 1000],
  ['-2m', -120_000],
  ['+3s', 3000],
  ['250us', 0.25],
  ['250µs', 0.25],
  ['250μs', 0.25],
  ['500000ns', 0.5],
  ['0', 0],
])('Go reads %s', (text, ms) => {
  expect(parseGoDuration(text)).toBe(ms);
});

test.each(['', '1', 's', '1 s', '1h 30m', '1d', '.s', '--1s', '1s!', '1.2.3s'])('Go refuses %j', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});
