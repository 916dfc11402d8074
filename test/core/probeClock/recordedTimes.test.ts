import { expect, test } from 'vitest';
import type { Window } from '../../../src/core/probeClock/window';
import { probeTimes } from '../../../src/core/probeClock/probeTimes';
import { nearestVersion } from '../../../src/core/release/nearestVersion';
import { probeTimesCases } from '../../recordings/probeTimes';
import { moments, mostJitter, probeRuns, type ClockMoment, type ProbeRun } from '../../recordings/probeRuns';

const all = probeRuns(probeTimesCases());

const momentOf = ({ seen: [, , , started, ready, killed] }: ProbeRun, what: ClockMoment): number | null =>
  ({ started, ready, killed })[what];

function told(run: ProbeRun, what: ClockMoment): string {
  const { kubernetes, seen, answers, clock } = run;
  return `${kubernetes} ${seen[0]}/${seen[1]}, answers ${answers}: ${what} ${momentOf(run, what)}, ${JSON.stringify(clock)}`;
}

const isIn = (moment: number, window: Window | undefined): boolean =>
  window !== undefined && moment >= window.earliest && moment <= window.latest;

test('at least eighty combinations of probes and answers ran, each several times on each release', () => {
  const combinations = new Map<string, number>();
  for (const { kubernetes, container, answers, seen } of all) {
    const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container;
    const times = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe && probeTimes(probe));
    if (times.every((probe) => !probe)) continue;
    const key = JSON.stringify([nearestVersion(kubernetes), seen[0], seen[1], times, lifecycle, answers]);
    combinations.set(key, (combinations.get(key) ?? 0) + 1);
  }
  const releases = new Set(all.map(({ kubernetes }) => kubernetes));
  expect([...releases].sort()).toEqual(['v1.34.4', 'v1.37.2']);
  const often = [...combinations.values()].filter((count) => count >= 3);
  expect(often.length).toBeGreaterThanOrEqual(2 * 80);
});

test.each(moments)('each moment at which a container was %s lies in its window', (what) => {
  const outside = all.filter((run) => {
    const moment = momentOf(run, what);
    return moment !== null && !isIn(moment, run.clock[what]);
  });
  expect(outside.map((run) => told(run, what))).toEqual([]);
});

test('what surely happens was seen by the end of its window', () => {
  const missing = all.flatMap((run) => {
    const { clock, seen } = run;
    const isDue = (window: Window | undefined): boolean => window !== undefined && window.latest < seen[2];
    const isSpared = clock.killed === undefined;
    return [
      ...(isSpared && isDue(clock.started) && momentOf(run, 'started') === null ? [told(run, 'started')] : []),
      ...(isSpared && isDue(clock.ready) && momentOf(run, 'ready') === null ? [told(run, 'ready')] : []),
      ...(clock.isKilledForSure && isDue(clock.killed) && momentOf(run, 'killed') === null
        ? [told(run, 'killed')]
        : []),
    ];
  });
  expect(missing).toEqual([]);
});

test('no window is wider than the jitter', () => {
  const wide = all.flatMap((run) =>
    moments
      .filter((what) => {
        const window = run.clock[what];
        return window && window.latest - window.earliest > mostJitter(run, what);
      })
      .map((what) => told(run, what)),
  );
  expect(wide).toEqual([]);
});
