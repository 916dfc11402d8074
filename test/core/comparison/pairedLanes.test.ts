import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import { compareTraces } from '../../../src/core/comparison/comparison';
import { pairedLanes } from '../../../src/core/comparison/pairedLanes';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { Trace } from '../../../src/core/trace/trace';

/** A cluster of its own: other suffixes and uids, objects in any order. */
function trace(objects: readonly unknown[], { seed = 1, namespace = 'default', seconds = 8 } = {}): Trace {
  return simulate({ objects: objects as KubernetesObject[], seed, namespace, seconds }).trace;
}

const spec = (image: string): object => ({ containers: [{ name: 'app', image }] });
const labels = { app: 'web' };
const deployment = (name: string, image: string, replicas = 2): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: spec(image) } },
});
const cronJob = (name: string): object => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: {
    schedule: '* * * * *',
    jobTemplate: { spec: { template: { spec: { ...spec('shop/report:1'), restartPolicy: 'Never' } } } },
  },
});
const job = (name: object, more: object = {}): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: name,
  spec: { ...more, template: { spec: { ...spec('shop/work:1'), restartPolicy: 'Never' } } },
});

/** `web-…  web-…`: the names of each pair up to the parts that nobody chose. */
function pairs(a: Trace, b: Trace): string[] {
  const owner = (pod: string, { view }: Trace): string => {
    const { ownerReferences, labels: own } = view.pods.find(({ metadata }) => metadata?.name === pod)!.metadata!;
    return `${ownerReferences?.[0]?.kind ?? 'Pod'} ${own?.['pod-template-hash'] ?? ''}`.trim();
  };
  return pairedLanes(a, b).map(([lane, other]) => `${owner(lane.pod, a)} = ${owner(other.pod, b)}`);
}

test('pods of other owners are never compared, whatever the order in which they are made', () => {
  const [web, report] = [deployment('web', 'shop/web:1'), cronJob('report')];
  const found = pairedLanes(trace([web, report], { seconds: 90 }), trace([report, web], { seed: 2, seconds: 90 }));
  expect(found.length).toBeGreaterThanOrEqual(3);
  for (const [lane, other] of found) expect(lane.pod.split('-')[0]).toBe(other.pod.split('-')[0]);
});

test('the shop’s Deployment is not compared with the pod of its CronJob', () => {
  const { objects } = parseManifest(readFileSync('samples/shop.yaml', 'utf8'));
  const values = objects.map(({ value }) => value);
  const observed = trace(values, { seed: 3, seconds: 20 });
  // In the simulation the CronJob's time comes at once.
  const simulated = simulate({ objects: values }).trace;
  expect(simulated.view.pods.some(({ metadata }) => metadata?.name?.startsWith('shop-report'))).toBe(true);
  expect(pairs(observed, simulated)).toHaveLength(2);
  expect(compareTraces(observed, simulated).filter(({ what }) => what === 'ending')).toEqual([]);
});

test('an object of which there are more pods than simulated leaves those without a pair', () => {
  const found = pairedLanes(trace([deployment('web', 'a:1', 3), cronJob('a')]), trace([deployment('web', 'a:1', 1), deployment('api', 'b:1', 5)], { seed: 2 })); // prettier-ignore
  expect(found.map(([, other]) => other.pod.startsWith('web-'))).toEqual([true]);
});

test('pods with an index, and those of a StatefulSet, are compared by it', () => {
  const indexed = job({ name: 'work' }, { completions: 4, parallelism: 2, completionMode: 'Indexed' });
  const set = { ...deployment('db', 'shop/db:1', 3), kind: 'StatefulSet' };
  const found = pairedLanes(trace([set, indexed]), trace([indexed, set], { seed: 5 }));
  expect(found.length).toBeGreaterThanOrEqual(5);
  const stem = (pod: string): string => pod.replace(/-[a-z0-9]{5}$/, '');
  for (const [lane, other] of found) expect(stem(lane.pod)).toBe(stem(other.pod));
});

test('names that the API server makes, and another namespace, do not matter', () => {
  const generated = [job({ generateName: 'work-' }), { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'one-' }, spec: spec('shop/one:1') }]; // prettier-ignore
  const found = pairedLanes(trace(generated), trace(generated.toReversed(), { seed: 7, namespace: 'shop' }));
  expect(found.map(([a, b]) => a.pod.slice(0, 3) === b.pod.slice(0, 3))).toEqual([true, true]);
});
