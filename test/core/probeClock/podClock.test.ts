import { expect, test } from 'vitest';
import type { Container, Pod, Probe } from '../../../src/core/api/types';
import type { ContainerClock } from '../../../src/core/probeClock/containerClock';
import { podClock } from '../../../src/core/probeClock/podClock';
import { releaseOf, type KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

const probe = (times: Probe): Probe => ({ exec: { command: ['up'] }, ...times });

/** The clock of the first container of a pod. */
function clockOf(
  container: Omit<Container, 'name'>,
  answers: number,
  version: KubernetesVersion = '1.37',
  containers: Container[] = [{ name: 'app', ...container }],
): ContainerClock {
  const pod: Pod = { spec: { containers } };
  return podClock(pod, answers, releaseOf(version)).find(({ container: { name } }) => name === 'app')!.clock;
}

test('without probes a container is started and ready when the kubelet sees it run, which takes a list before 1.36', () => {
  expect(clockOf({}, Infinity)).toEqual({
    started: { earliest: 0, latest: 2.25 },
    ready: { earliest: 0, latest: 2.25 },
    isKilledForSure: false,
  });
  expect(clockOf({}, 0, '1.35').started).toEqual({ earliest: 0, latest: 3.25 });
});

test('a postStart hook comes first, and those of the containers that start after it, too', () => {
  const hook = (seconds: number): Pick<Container, 'lifecycle'> => ({
    lifecycle: { postStart: { sleep: { seconds } } },
  });
  const second: Container = { name: 'second', ...hook(4) };
  const containers: Container[] = [{ name: 'app', ...hook(3) }, second];
  expect(clockOf({}, 0, '1.37', containers).started?.earliest).toBe(7);
});

test('readiness is probed at the next turn at the latest, and several successes take as many turns', () => {
  expect(clockOf({ readinessProbe: probe({ periodSeconds: 10 }) }, 25).ready).toEqual({ earliest: 25, latest: 37 });
  expect(clockOf({ readinessProbe: probe({ periodSeconds: 5, successThreshold: 3 }) }, 30).ready).toEqual({
    earliest: 40,
    latest: 47,
  });
});

test('where a pod is synced for other reasons, each sync may be a success', () => {
  const readinessProbe = probe({ periodSeconds: 5, successThreshold: 2 });
  const other: Container = { name: 'other', livenessProbe: probe({}) };
  const containers: Container[] = [{ name: 'app', readinessProbe }, other];
  expect(clockOf({}, 30, '1.37', containers).ready?.earliest).toBe(30);
  // At about this time the pod is synced by itself.
  expect(clockOf({ readinessProbe }, 70).ready?.earliest).toBe(70);
});

test('a startup probe that succeeds has readiness probed', () => {
  const startupProbe = probe({ periodSeconds: 1, failureThreshold: 60 });
  const readinessProbe = probe({ periodSeconds: 10 });
  expect(clockOf({ startupProbe, readinessProbe }, 25).ready).toEqual({ earliest: 25, latest: 28 });
});

test('what cannot be does not happen', () => {
  const startupProbe = probe({ periodSeconds: 5, failureThreshold: 3 });
  const slow = clockOf({ startupProbe }, 40);
  expect(slow).toMatchObject({ killedBy: 'startup', isKilledForSure: true, killed: { earliest: 10 } });
  expect(slow.started ?? slow.ready).toBeUndefined();
  const quick = clockOf({ startupProbe, livenessProbe: probe({ failureThreshold: 1 }) }, 9);
  expect(quick.killed).toBeUndefined();
  // Between the two, both may happen.
  const either = clockOf({ startupProbe }, 12);
  expect(either).toMatchObject({ isKilledForSure: false, started: { earliest: 12 }, killed: { earliest: 10 } });
});

test('an initial delay is counted in whole seconds of the status', () => {
  const livenessProbe = probe({ periodSeconds: 2, failureThreshold: 1, initialDelaySeconds: 5 });
  expect(clockOf({ livenessProbe }, Infinity).killed?.earliest).toBe(4);
});

test('values that the API server fills in count', () => {
  expect(clockOf({ livenessProbe: probe({ periodSeconds: 0 }) }, Infinity).killed?.earliest).toBe(20);
});
