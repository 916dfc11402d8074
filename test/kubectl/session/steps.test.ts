import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionProblem } from '../../../src/kubectl/session/sessionProblem';
import { Steps } from '../../../src/kubectl/session/steps';

const survey = { name: 'survey', what: 'Looking through 500 pods', next: 'It is tried again in some seconds.' };
let told: SessionProblem[];
let steps: Steps;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  steps = new Steps((problem) => told.push(problem));
});
afterEach(() => vi.useRealTimers());

function breaks(): never {
  throw new TypeError('x is not a function');
}

test('a step that throws is told once, in words, and done again when it is asked for', async () => {
  const done = vi.fn();
  for (let time = 0; time < 3; time++) {
    steps.later(survey, 10, breaks, done);
    await vi.runAllTimersAsync();
  }
  expect(told.map(({ message }) => message)).toEqual([
    'Looking through 500 pods failed: TypeError: x is not a function. It is tried again in some seconds.',
  ]);
  expect(told[0]?.stack).toContain('breaks');
  expect(String(told[0])).toBe(told[0]?.message);
  expect(done).toHaveBeenCalledTimes(1);
  const work = vi.fn();
  steps.later(survey, 10, work, done);
  await vi.runAllTimersAsync();
  expect(work).toHaveBeenCalledTimes(1);
  expect(done).toHaveBeenCalledTimes(2);
  expect(steps.problems).toEqual([]);
});

test('a step that is under way is not begun twice, and keeps no other one from being done', async () => {
  let finish: () => void = () => undefined;
  const slow = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const other = vi.fn();
  const begin = (): void => steps.later(survey, 0, slow, () => undefined);
  begin();
  await vi.runAllTimersAsync();
  begin();
  steps.later({ ...survey, name: 'other' }, 0, other, () => undefined);
  await vi.runAllTimersAsync();
  expect(slow).toHaveBeenCalledTimes(1);
  expect(other).toHaveBeenCalledTimes(1);
  finish();
  await vi.runAllTimersAsync();
  begin();
  await vi.runAllTimersAsync();
  expect(slow).toHaveBeenCalledTimes(2);
});

test('what is stopped has no timer left, and what was under way tells nothing, even where it fails', async () => {
  const done = vi.fn();
  let fail: (error: unknown) => void = () => undefined;
  steps.later(survey, 0, () => new Promise<void>((_, reject) => (fail = reject)), done);
  await vi.runAllTimersAsync();
  steps.later({ ...survey, name: 'other' }, 1_000, breaks, done);
  steps.stop();
  expect(vi.getTimerCount()).toBe(0);
  fail(new Error('late'));
  await vi.runAllTimersAsync();
  expect(done).not.toHaveBeenCalled();
  expect(told).toEqual([]);
});

test('what fails at once has its other value, and only so many problems are kept', () => {
  expect(steps.attempt(survey, breaks, 'last')).toBe('last');
  expect(steps.attempt(survey, () => 'new', 'last')).toBe('new');
  expect(steps.problems).toEqual([]);
  for (let i = 0; i < 100; i++) steps.attempt({ ...survey, name: `take Pod ${i}` }, breaks, undefined);
  expect(steps.problems).toHaveLength(20);
  expect(steps.problems.at(-1)?.step.name).toBe('take Pod 99');
});
