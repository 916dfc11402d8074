import { expect, test } from 'vitest';
import type { ContainerStatus, Event, Pod } from '../../../src/core/api/types';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { restarts } from '../../../src/core/diagnosis/restarts';

const now = Date.parse('2026-05-04T10:05:00Z');

/** A pod that is ready at the moment, and whose container ended so before. */
function restarted(ended: NonNullable<ContainerStatus['lastState']>['terminated'], memory?: string): Pod {
  const limits = memory === undefined ? {} : { resources: { limits: { memory } } };
  return {
    metadata: { name: 'web', namespace: 'shop', uid: 'web', creationTimestamp: '2026-05-04T10:00:00Z' },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'web', ...limits }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'app',
          image: 'web',
          imageID: 'web',
          ready: true,
          restartCount: 6,
          state: { running: { startedAt: '2026-05-04T10:04:05Z' } },
          ...(ended && { lastState: { terminated: ended } }),
        },
      ],
    },
  };
}

function eventOf(reason: string, message: string, count: number, lastTimestamp: string): Event {
  return {
    metadata: { name: `web.${reason}`, namespace: 'shop', uid: reason },
    involvedObject: { kind: 'Pod', name: 'web', namespace: 'shop', uid: 'web', fieldPath: 'spec.containers{app}' },
    reason,
    message,
    count,
    firstTimestamp: '2026-05-04T10:00:15Z',
    lastTimestamp,
  };
}

const run = { startedAt: '2026-05-04T10:03:00Z', finishedAt: '2026-05-04T10:04:04Z' };

test('a liveness probe is named as what restarted a container that runs again, with the chain and its times', () => {
  const events = [
    eventOf('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500', 30, '2026-05-04T10:04:00Z'),
    eventOf('Killing', 'Container app failed liveness probe, will be restarted', 6, '2026-05-04T10:04:00Z'),
  ];
  const pods = [restarted({ exitCode: 137, reason: 'Error', ...run })];
  const view = { pods, events, errors: [] };
  const told = diagnose(view, { now });
  expect(told).toEqual([]);
  expect(restarts(view, now, told)).toMatchObject([
    {
      subject: 'pod web',
      name: 'liveness-probe-kills',
      isOver: true,
      cause:
        'its liveness probe failed (HTTP probe failed with statuscode: 500), so the kubelet killed it; restarted 6 times, and ready at the moment: its probe failed × 30, last at 10:04:00 UTC, it was killed × 6, last at 10:04:00 UTC, it ended with exit code 137 at 10:04:04 UTC, it was started again at 10:04:05 UTC',
    },
  ]);
});

test.each([
  ['out-of-memory', { exitCode: 137, reason: 'OOMKilled', ...run }, '256Mi', /more memory than its limit of 256Mi/],
  ['out-of-memory', { exitCode: 137, reason: 'OOMKilled', ...run }, undefined, /no limit of its own/],
  ['wrong-architecture', { exitCode: 255, reason: 'Error', message: 'exec /app: exec format error', ...run }, undefined, /architecture/],
  ['container-lost', { exitCode: 255, reason: 'Unknown', ...run }, undefined, /restart of the node/],
  ['container-completes', { exitCode: 0, reason: 'Completed', ...run }, undefined, /ended by itself with exit code 0/],
  ['restarted', undefined, undefined, /nothing says how its last run ended/],
] as const)('%s', (name, ended, memory, cause) => {
  const [found] = restarts({ pods: [restarted(ended, memory)], events: [], errors: [] }, now, []);
  expect(found?.name).toBe(name);
  expect(found?.cause).toMatch(cause);
}); // prettier-ignore

test('a container that was never restarted has no such history', () => {
  const pod = restarted(undefined);
  pod.status!.containerStatuses![0]!.restartCount = 0;
  expect(restarts({ pods: [pod], events: [], errors: [] }, now, [])).toEqual([]);
});
