import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { start } from '../../../src/core/circumstances/start';
import { neededKinds } from '../../../src/core/manifest/namedKinds';
import { referencesOf } from '../../../src/core/manifest/references';
import { scenarioOf, type Fault } from '../../../src/core/scenario/fault';
import type { PodSpec } from '../../../src/core/api/types';

const spec: PodSpec = {
  containers: [
    {
      name: 'app',
      image: 'shop/web:1.4',
      envFrom: [{ configMapRef: { name: 'settings' } }],
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'creds', key: 'token' } } }],
      readinessProbe: { exec: { command: ['cat', '/ready'] } },
    },
    { name: 'proxy', image: 'shop/web:1.4' },
  ],
};

test('the faults name what the pod has, each once', () => {
  const ids = faultCatalog(spec).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of [
    'image-not-found shop/web:1.4',
    'cni-no-addresses',
    'missing-ConfigMap settings',
    'missing-Secret creds',
    'readiness-probe-fails app',
    'crash proxy',
  ])
    expect(ids).toContain(id);
  expect(ids.filter((id) => id.startsWith('image-not-found'))).toHaveLength(1);
});

test('several faults make one scenario over the settings', () => {
  const chosen = faultCatalog(spec).filter(({ id }) =>
    ['cni-not-ready-at-first', 'crash app', 'crash proxy'].includes(id),
  );
  const scenario = scenarioOf(chosen, { node: { name: 'worker-1' }, runtime: 'containerd://2' });
  expect(scenario).toMatchObject({
    node: { name: 'worker-1' },
    runtime: 'containerd://2',
    containers: { app: { exit: 1 }, proxy: { exit: 1 } },
  });
  expect(scenario.errors?.map(({ failure }) => failure)).toEqual(['cni-not-ready']);
});

test.each([undefined, {}, { containers: {} }, { containers: [null, 'x', { name: 7, image: 9 }], volumes: 'no' }])(
  'a spec of the wrong types has the faults of every pod: %j',
  (wrong) => {
    expect(faultCatalog(wrong as unknown as PodSpec).map(({ id }) => id)).toContain('cni-no-addresses');
  },
);

/** A pod that has all that a fault can be about. */
const fullSpec = {
  serviceAccountName: 'robot',
  runtimeClassName: 'kata',
  priorityClassName: 'high',
  resourceClaims: [
    { name: 'gpu', resourceClaimName: 'gpu' },
    { name: 'own', resourceClaimTemplateName: 'card' },
  ],
  initContainers: [{ name: 'migrate', image: 'shop/migrate:1' }],
  containers: [
    {
      name: 'app',
      image: 'shop/web:1.4',
      envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'creds' } }],
      startupProbe: { exec: { command: ['cat', '/started'] } },
      readinessProbe: { exec: { command: ['cat', '/ready'] } },
      livenessProbe: { exec: { command: ['cat', '/live'] } },
      volumeMounts: ['data', 'disk', 'claim', 'trust'].map((name) => ({ name, mountPath: `/${name}` })),
    },
    { name: 'proxy', image: 'shop/proxy:2', startupProbe: { httpGet: { port: 8081 }, periodSeconds: 1 } },
  ],
  volumes: [
    { name: 'claim', persistentVolumeClaim: { claimName: 'archive' } },
    { name: 'trust', projected: { sources: [{ clusterTrustBundle: { name: 'roots', path: 'roots.pem' } }] } },
  ],
};
const claim = (name: string, more: object): object => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more },
});
const fullSet = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: {
    serviceName: 'web',
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: fullSpec },
    volumeClaimTemplates: [claim('data', { storageClassName: 'fast' }), claim('disk', { volumeName: 'disk-1' })],
  },
};

describe('each fault is felt by a pod that has all that one can be about', () => {
  const faults = faultCatalog(fullSpec, referencesOf('StatefulSet', fullSet));
  const started = (chosen: readonly Fault[]) =>
    start({ objects: [fullSet], circumstances: { faults: chosen, seconds: 120 } });

  /** What there is to see of a start: its messages with their answers, its events, and how it ends. */
  const seen = (chosen: readonly Fault[]): object => {
    const { trace, events, pods, errors } = started(chosen);
    return {
      messages: trace.messages.map(({ from, to, method, outcome }) => [from, to, method, outcome]),
      events: events.map(({ reason, message, count }) => [reason, message, count]),
      ends: pods.map(({ status }) => [status?.phase, status?.containerStatuses]),
      errors,
    };
  };
  const undisturbed = seen([]);

  test('it is ready without them', () => {
    const conditions = started([]).pods.map(({ status }) => status?.conditions?.find(({ type }) => type === 'Ready'));
    expect(conditions).toEqual([expect.objectContaining({ status: 'True' })]);
  });

  test('it has a fault of each kind that the catalog writes', () => {
    const text = readFileSync(new URL('../../../src/core/circumstances/faultCatalog.ts', import.meta.url), 'utf8');
    const written = [...text.matchAll(/\bid: (['`])(.*?)\1/g)].map(([, , id = '']) => id);
    expect(written).toHaveLength(text.split(/\bid: /).length - 1);
    expect(written.length).toBeGreaterThan(8);
    const kinds = [
      ...written.map((id) => new RegExp(`^${id.replaceAll(/\$\{.*?\}/g, '.+')}$`)),
      ...neededKinds.map((kind) => new RegExp(`^missing-${kind} `)),
      ...['startup', 'readiness', 'liveness'].map((kind) => new RegExp(`^${kind}-probe-fails `)),
    ];
    expect(kinds.filter((kind) => !faults.some(({ id }) => kind.test(id)))).toEqual([]);
  });

  test('each has an id and words of its own', () => {
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
    expect(new Set(faults.map(({ label }) => label)).size).toBe(faults.length);
  });

  test.each(faults.map((fault) => [fault.id, fault] as const))('%s', (_, fault) => {
    expect(seen([fault])).not.toEqual(undisturbed);
  });

  test('one without an effect is not', () => {
    const senseless = {
      errors: [{ method: 'RunPodSandboxes', match: '' }],
      images: { 'shop/none:1': { present: false } },
    };
    expect(seen([{ id: 'senseless', label: '', detail: '', scenario: senseless }])).toEqual(undisturbed);
  });
});
