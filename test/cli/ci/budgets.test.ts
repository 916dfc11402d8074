import { describe, expect, test } from 'vitest';
import { readBudget, spent } from '../../../src/cli/ci/budgets';
import type { PodStart } from '../../../src/core/workload/podStarts';

const start = (milliseconds: number, precision: number, pulls: readonly [number, number][] = []): PodStart => ({
  uid: '1',
  namespace: 'shop',
  pod: 'web',
  workload: { kind: 'Deployment', name: 'web' },
  created: 0,
  reached: 'Ready',
  whole: { milliseconds, precision },
  phases: new Map(
    pulls.map(([took, within], i) => [
      `pull ${i}`,
      { kind: 'pull', container: String(i), milliseconds: took, precision: within },
    ]),
  ),
  traits: [],
});

describe('--budget', () => {
  test('is of the start or of a part of it, with a time', () => {
    expect(readBudget('ready=60s')).toEqual({ name: 'ready', of: 'ready', most: 60_000 });
    expect(readBudget('pull=1m30s')).toEqual({ name: 'pull', of: 'pull', most: 90_000 });
    expect(readBudget('back-off=5')).toEqual({ name: 'back-off', of: 'backOff', most: 5_000 });
  });

  test.each(['', 'ready', 'ready=', 'ready=x', 'ready=0', 'ready=-1s', 'foo=1s', 'constructor=1s', 'backOff=1s'])(
    'is not %j',
    (text) => expect(() => readBudget(text)).toThrow(/^--budget /),
  );

  test('is exceeded only by what took longer for certain', () => {
    const states = (milliseconds: number, precision: number) =>
      spent([start(milliseconds, precision)], [readBudget('ready=10s')]).map(({ state }) => state);
    expect(states(8_000, 1_000)).toEqual(['within']);
    expect(states(10_500, 1_000)).toEqual(['open']);
    expect(states(9_500, 1_000)).toEqual(['open']);
    expect(states(11_500, 1_000)).toEqual(['over']);
  });

  test('of a part counts all containers, and a pod without it is within', () => {
    const budgets = [readBudget('pull=10s')];
    expect(spent([start(20_000, 0, [[6_000, 500], [5_000, 500]])], budgets)[0]).toMatchObject({ state: 'open', span: { milliseconds: 11_000, precision: 1_000 } }); // prettier-ignore
    expect(spent([start(20_000, 0, [[6_000, 100], [5_000, 100]])], budgets)[0]).toMatchObject({ state: 'over' }); // prettier-ignore
    expect(spent([start(20_000, 0)], budgets)).toEqual([{ budget: budgets[0], pod: 'web', state: 'within' }]);
  });
});
