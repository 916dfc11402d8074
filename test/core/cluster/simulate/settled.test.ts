import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../../../src/core/circumstances/circumstances';
import { start } from '../../../../src/core/circumstances/start';

// A simulation without a length ends when nothing more is to come that a person would want to see.

function ended(objects: object[], circumstances: Circumstances = {}) {
  const { pods, apiCalls, trace } = start({ objects: objects, circumstances });
  const ready = pods.filter(({ status }) =>
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
  const phases = pods.map(({ status }) => status?.phase);
  return { pods, apiCalls, phases, ready: ready.length, seconds: (trace.end - trace.start) / 1000 };
}

const template = (spec: object): object => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'shop/app:1', ...spec }] },
});
const selector = { matchLabels: { app: 'web' } };
const job = (spec: object): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'work' },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image: 'shop/app:1' }] } }, ...spec },
});
const workload = (kind: string, spec: object): object => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  spec: { selector, ...(kind === 'StatefulSet' && { serviceName: 'web' }), ...spec },
});
const pod = (spec: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'app', image: 'shop/app:1' }], ...spec },
});
const crashes = { scenario: { containers: { app: { exit: 1, afterMs: 500 } } } };

describe('a Job', () => {
  test.each([
    [3, 2],
    [5, 1],
    [7, 3],
  ])('of %i completions and parallelism %i has all its pods, and is Complete', (completions, parallelism) => {
    const { phases, apiCalls } = ended([job({ completions, parallelism })]);
    expect(phases).toEqual(Array.from({ length: completions }, () => 'Succeeded'));
    expect(JSON.stringify(apiCalls().map(({ body }) => body))).toContain('CompletionsReached');
  });

  test('whose pods fail shows its retries, and has an end', () => {
    const { pods, phases, seconds } = ended([job({ backoffLimit: 20 })], crashes);
    expect(pods.length).toBeGreaterThan(2);
    expect(new Set(phases)).toEqual(new Set(['Failed']));
    expect(seconds).toBeLessThan(200);
  });

  test('that is suspended ends at once', () => {
    expect(ended([job({ suspend: true })]).seconds).toBeLessThan(4);
  });
});

describe('a StatefulSet', () => {
  test('whose pods are ready late has all of them ready', () => {
    const readinessProbe = { tcpSocket: { port: 5432 }, initialDelaySeconds: 40 };
    const { ready, seconds } = ended([
      workload('StatefulSet', { replicas: 3, template: template({ readinessProbe }) }),
    ]);
    expect(ready).toBe(3);
    expect(seconds).toBeGreaterThan(120);
  });

  test('whose pods have to stay ready for a while has all of them', () => {
    expect(ended([workload('StatefulSet', { replicas: 2, minReadySeconds: 50, template: template({}) })]).ready).toBe(
      2,
    );
  });

  test('whose volumes take long to make has them', () => {
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const set = workload('StatefulSet', {
      replicas: 2,
      template: template({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      volumeClaimTemplates: [claim],
    });
    expect(ended([set], { profile: { provisionVolume: 70_000 } }).ready).toBe(2);
  });

  test('whose first pod crashes waits for nothing more', () => {
    const never = { scenario: { containers: { app: { exit: 1, afterMs: 1 } } } };
    const { pods, seconds } = ended([workload('StatefulSet', { replicas: 2, template: template({}) })], never);
    expect(pods).toHaveLength(1);
    expect(seconds).toBeLessThan(50);
  });
});

describe('a pod', () => {
  test('whose image takes minutes is ready', () => {
    const slow = { method: 'PullImage', match: 'shop/app', delayMs: 150_000 };
    expect(ended([pod({})], { scenario: { errors: [slow] } }).ready).toBe(1);
  });

  test('in the queue behind such a pull is ready', () => {
    const slow = { method: 'PullImage', match: 'shop/slow', delayMs: 100_000 };
    const first = { ...pod({ containers: [{ name: 'app', image: 'shop/slow:1' }] }), metadata: { name: 'first' } };
    expect(ended([first, pod({})], { scenario: { errors: [slow] } }).ready).toBe(2);
  });

  test('that crashes, or is not scheduled, is not looked at for longer', () => {
    expect(ended([pod({})], crashes).seconds).toBeLessThanOrEqual(47);
    expect(
      ended([pod({ nodeName: undefined, nodeSelector: { disk: 'ssd' } })], { assume: 'nothing' }).seconds,
    ).toBeLessThan(6);
  });
});

test('a controller that is refused further pods is not waited for', () => {
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'few' },
    spec: { hard: { pods: '2' } },
  };
  const { ready, seconds } = ended([quota, workload('ReplicaSet', { replicas: 3, template: template({}) })]);
  expect(ready).toBe(2);
  expect(seconds).toBeLessThan(10);
});

test('a set of more pods than are made has an end', () => {
  const { pods, seconds } = ended([workload('ReplicaSet', { replicas: 150, template: template({}) })]);
  expect(pods).toHaveLength(100);
  expect(seconds).toBeLessThan(60);
});
