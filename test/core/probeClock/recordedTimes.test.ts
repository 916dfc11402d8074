import { expect, test } from 'vitest';
import { declaredObject } from '../../../src/core/api/asDeclared';
import type { Container, Pod } from '../../../src/core/api/types';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { ContainerClock } from '../../../src/core/probeClock/containerClock';
import { podClock } from '../../../src/core/probeClock/podClock';
import { probeTimes } from '../../../src/core/probeClock/probeTimes';
import type { Window } from '../../../src/core/probeClock/window';
import { releaseOf } from '../../../src/core/release/kubernetesRelease';
import { nearestVersion } from '../../../src/core/release/nearestVersion';
import { plannedAnswer, probeTimesCases, type SeenTimes } from '../../recordings/probeTimes';

/** A run of a container, and what its clock says of it. */
interface Run {
  kubernetes: string;
  pod: Pod;
  container: Container;
  answers: number;
  clock: ContainerClock;
  seen: SeenTimes;
}

const moments = ['started', 'ready', 'killed'] as const;

const all: Run[] = probeTimesCases().flatMap(({ manifest, execs, runs }) => {
  const pods = new Map(parseManifest(manifest).objects.map(({ name, value }) => [name, declaredObject<Pod>(value)]));
  return runs.flatMap(({ kubernetes, times }) =>
    times.flatMap((seen): Run[] => {
      const pod = pods.get(seen[0]);
      const container = [...(pod?.spec?.initContainers ?? []), ...(pod?.spec?.containers ?? [])].find(
        ({ name }) => name === seen[1],
      );
      const version = nearestVersion(kubernetes)?.version;
      if (!pod || !container || !version) return [];
      const { startupProbe, readinessProbe, livenessProbe } = container;
      const answers = plannedAnswer((startupProbe ?? readinessProbe ?? livenessProbe)?.exec?.command ?? [], execs);
      const found = podClock(pod, answers, releaseOf(version)).find((one) => one.container === container);
      return found ? [{ kubernetes, pod, container, answers, clock: found.clock, seen }] : [];
    }),
  );
});

const momentOf = ({ seen: [, , , started, ready, killed] }: Run, what: (typeof moments)[number]): number | null =>
  ({ started, ready, killed })[what];

function told(run: Run, what: (typeof moments)[number]): string {
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

/**
 * The jitter that there is, in seconds: a probe's own period, because its ticker started before its container, at a time that
 * nobody knows; a list of the PLEG, before the container is known to run; the second that the status leaves out of the start;
 * and what the status takes to whoever watches, or one more list, for which a sync waits that kills.
 */
function mostJitter({ pod, container }: Run, what: (typeof moments)[number]): number {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  const period = (probe: typeof startupProbe): number => (probe ? probeTimes(probe).period : 0);
  const successes = readinessProbe ? probeTimes(readinessProbe).successes : 1;
  const first = period(startupProbe);
  const turns = {
    started: first,
    ready: first + successes * period(readinessProbe),
    killed: startupProbe ? first : period(livenessProbe),
  };
  const hooks = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].flatMap(({ lifecycle }) => [
    lifecycle?.postStart?.sleep?.seconds ?? 0,
    lifecycle?.preStop?.sleep?.seconds ?? 0,
  ]);
  const held = 2 * hooks.reduce((sum, seconds) => sum + seconds, 0);
  return turns[what] + 1.25 + 1 + (what === 'killed' ? 1.5 : 2) + held;
}

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
