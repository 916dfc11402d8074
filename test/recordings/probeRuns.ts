import { declaredObject } from '../../src/core/api/asDeclared';
import type { Container, Pod } from '../../src/core/api/types';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import type { ContainerClock } from '../../src/core/probeClock/containerClock';
import { podClock } from '../../src/core/probeClock/podClock';
import { probeTimes } from '../../src/core/probeClock/probeTimes';
import { releaseOf } from '../../src/core/release/kubernetesRelease';
import { nearestVersion } from '../../src/core/release/nearestVersion';
import { plannedAnswer, type ProbeTimesCase, type SeenTimes } from './probeTimes';

/** A run of a container, and what its clock says of it. */
export interface ProbeRun {
  kubernetes: string;
  pod: Pod;
  container: Container;
  answers: number;
  clock: ContainerClock;
  seen: SeenTimes;
}

export const moments = ['started', 'ready', 'killed'] as const;

export type ClockMoment = (typeof moments)[number];

/** What was recorded, with its clock. */
export function probeRuns(cases: readonly ProbeTimesCase[]): ProbeRun[] {
  return cases.flatMap(({ manifest, execs, runs }) => {
  const pods = new Map(parseManifest(manifest).objects.map(({ name, value }) => [name, declaredObject<Pod>(value)]));
  return runs.flatMap(({ kubernetes, times }) =>
    times.flatMap((seen): ProbeRun[] => {
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
}

/**
 * The jitter that there is, in seconds: a probe's own period, because its ticker started before its container, at a time that
 * nobody knows; a list of the PLEG, before the container is known to run; the second that the status leaves out of the start;
 * and what the status takes to whoever watches, or one more list, for which a sync waits that kills.
 */
export function mostJitter({ pod, container }: ProbeRun, what: ClockMoment): number {
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

