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
  // The second that the status leaves out, and what the runtime takes from its start to its answer.
  expect(clockOf({ livenessProbe }, Infinity).killed?.earliest).toBeCloseTo(3.9);
});

test('values that the API server fills in count', () => {
  expect(clockOf({ livenessProbe: probe({ periodSeconds: 0 }) }, Infinity).killed?.earliest).toBe(20);
});

test('what asks for a port that has no such name never succeeds, and never fails', () => {
  const strange = probe({ exec: undefined, httpGet: { port: 'http' }, failureThreshold: 1 });
  const named = [{ name: 'http', containerPort: 80 }];
  expect(clockOf({ readinessProbe: strange }, 0).ready).toBeUndefined();
  expect(clockOf({ readinessProbe: strange, ports: named }, 0).ready).toBeDefined();
  expect(clockOf({ livenessProbe: strange }, Infinity).killed).toBeUndefined();
  expect(clockOf({ livenessProbe: strange, ports: named }, Infinity).killed).toBeDefined();
  expect(clockOf({ startupProbe: strange }, Infinity)).toEqual({ isKilledForSure: false });
});

test('a gRPC probe that reaches nothing takes its timeout, and the next attempt waits for it', () => {
  const grpc = probe({ exec: undefined, grpc: { port: 9000 }, periodSeconds: 3, timeoutSeconds: 5 });
  const never = clockOf({ startupProbe: grpc }, Infinity).killed;
  expect(never?.earliest).toBe(6);
  // The third attempt of five seconds each, after a first turn of three.
  expect(never?.latest).toBeGreaterThanOrEqual(3 + 3 * 5);
  expect(clockOf({ startupProbe: grpc }, 10).started).toMatchObject({ earliest: 10 });
  expect(clockOf({ startupProbe: grpc }, 10).started?.latest).toBeGreaterThanOrEqual(15);
});
