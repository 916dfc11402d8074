import { describe, expect, test } from 'vitest';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { start } from '../../../src/core/circumstances/start';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { simulate } from '../../../src/core/cluster/simulate/simulate';

// In the usual cluster something listens wherever probes and hooks look, declared as a port of the container or not.

const ways = {
  'an HTTP port': { httpGet: { path: '/healthz', port: 8081 } },
  'a TCP port': { tcpSocket: { port: 5432 } },
  'a gRPC port': { grpc: { port: 9000 } },
  'a port of another host': { tcpSocket: { host: '10.0.0.9', port: 5432 } },
};
const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const often = { periodSeconds: 1, failureThreshold: 1 };

function podSpec(probe: string, way: object, more: object = {}): object {
  return { containers: [{ name: 'app', image: 'shop/app:1', [probe]: { ...way, ...often }, ...more }] };
}

function reached(kind: string, spec: object, circumstances: Circumstances = {}): { ready: boolean; restarts: number } {
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec };
  const written =
    kind === 'Pod'
      ? { apiVersion: 'v1', kind, metadata: { name: 'web' }, spec }
      : {
          apiVersion: 'apps/v1',
          kind,
          metadata: { name: 'web' },
          spec: { selector: { matchLabels: labels }, template },
        };
  const { pods } = start({ objects: [written], circumstances: { seconds: 30, ...circumstances } });
  const { conditions, containerStatuses = [], initContainerStatuses = [] } = pods[0]!.status!;
  return {
    ready: conditions!.some(({ type, status }) => type === 'Ready' && status === 'True'),
    restarts: [...containerStatuses, ...initContainerStatuses].reduce((sum, { restartCount }) => sum + restartCount, 0),
  };
}

describe.each(Object.entries(ways))('%s that is not declared', (_, way) => {
  test.each(probes)('answers the %s', (probe) => {
    for (const kind of ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet'])
      expect(reached(kind, podSpec(probe, way)), kind).toEqual({ ready: true, restarts: 0 });
  });

  test.each(probes)('answers the %s of a sidecar', (probe) => {
    const sidecar = { name: 'proxy', image: 'shop/proxy:1', restartPolicy: 'Always', [probe]: { ...way, ...often } };
    const spec = { initContainers: [sidecar], containers: [{ name: 'app', image: 'shop/app:1' }] };
    expect(reached('Pod', spec)).toEqual({ ready: true, restarts: 0 });
  });

  test('answers beside another port that is declared, and whatever else fails', () => {
    const spec = podSpec('startupProbe', way, { ports: [{ name: 'http', containerPort: 80 }] });
    expect(reached('Pod', spec)).toEqual({ ready: true, restarts: 0 });
    const slow = faultCatalog(spec as never).filter(({ id }) => id.startsWith('registry-unreachable'));
    expect(slow).toHaveLength(1);
    expect(reached('Pod', spec, { faults: slow, seconds: 120 })).toEqual({ ready: true, restarts: 0 });
  });

  test('answers where a cluster is simulated of which nothing is said', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: podSpec('startupProbe', way) };
    const { pods } = simulate({ objects: [pod], seconds: 20 });
    expect(pods[0]!.status!.containerStatuses![0]).toMatchObject({ ready: true, restartCount: 0 });
  });

  test('is closed by its fault', () => {
    const spec = podSpec('startupProbe', way);
    const closed = faultCatalog(spec as never).filter(({ id }) => id.startsWith('port-closed'));
    expect(closed.map(({ label }) => label)).toEqual([expect.stringMatching(/^Nothing listens at port \d+: app$/)]);
    const { ready, restarts } = reached('Pod', spec, { faults: closed });
    expect(ready).toBe(false);
    expect(restarts).toBeGreaterThan(0);
  });

  test('is closed where nothing is taken for granted', () => {
    expect(reached('Pod', podSpec('startupProbe', way), { assume: 'nothing' }).ready).toBe(false);
  });
});

test('hooks are answered, too, before the container ends as after it started', () => {
  const httpGet = { path: '/', port: 8099 };
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      containers: [
        {
          name: 'app',
          image: 'shop/app:1',
          lifecycle: { postStart: { httpGet }, preStop: { httpGet: { ...httpGet, port: 8098 } } },
        },
      ],
      activeDeadlineSeconds: 5,
    },
  };
  const { events } = start({ objects: [object], circumstances: { seconds: 40 } });
  const reasons = events.map(({ reason }) => reason);
  expect(reasons).toContain('DeadlineExceeded');
  expect(reasons.filter((reason) => reason?.includes('Hook'))).toEqual([]);
});
