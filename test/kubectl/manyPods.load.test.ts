import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordings } from '../recordings/recordings';
import { watchManyPods } from './manyPods';

const recorded = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
/** The pods are of one workload, as their names are made from one. */
const story = {
  ...recorded,
  watch: recorded.watch.map(({ object, ...news }) => ({
    ...news,
    object: { ...object, metadata: { ...object.metadata, generateName: 'nginx-' } },
  })),
};
const podCount = 500;
const perSecond = 1_000;

test(`${podCount} pods at ${perSecond} news a second: the host answers within 100 ms and stays under 300 MB`, async () => {
  const program = join(import.meta.dirname, 'answerByRules.cjs');
  const { longestTurn, memory, largestState, leftBehind } = await watchManyPods(
    story,
    podCount,
    perSecond,
    program,
    async (start) => {
      await expect.poll(() => start.isOver && start.lanes()?.length, { timeout: 25_000, interval: 250 }).toBe(podCount);
      const [first] = start.lanes()!;
      start.choose(first!.uid);
      expect(new Set(start.current()?.trace.messages.map(({ subject }) => subject?.pod))).toEqual(
        new Set([first!.name]),
      );
      await expect
        .poll(() => start.current()?.findings.tables[0]?.summary, { timeout: 25_000, interval: 250 })
        .toMatch(new RegExp(`^${podCount} pods of Pod nginx-: Ready in .*\\(median\\)`));
    },
  );
  expect(leftBehind).toBe(0);
  expect(longestTurn).toBeLessThan(100);
  expect(memory / 1e6).toBeLessThan(300);
  expect(largestState).toBeLessThan(300_000);
});
