import { expect, test } from 'vitest';
import { podStarts } from '../../../src/core/workload/podStarts';
import { sharedText } from '../../../src/core/workload/sharedText';
import type { SlowTrait } from '../../../src/core/workload/slowTraits';
import { workloadReports, type WorkloadReport } from '../../../src/core/workload/workloadReport';
import { madeNode, savedObjects, scattered, traceOf, type MadePod } from './manyPods';

const nodes = ['node-a', 'node-b', 'node-c'];

function reportOf(objects: readonly object[]): WorkloadReport {
  const reports = workloadReports(podStarts(traceOf(objects)));
  expect(reports).toHaveLength(1);
  return reports[0]!;
}

function made(count: number, make: (nth: number) => MadePod): MadePod[] {
  return Array.from({ length: count }, (_, nth) => make(nth));
}

/** What is shared, as kinds and values, with the names of the measures. */
function told(shared: readonly SlowTrait[]): string[] {
  return shared.map(
    ({ common, in: slow }) =>
      `${common
        .filter(({ change }) => !change)
        .map(({ kind, value }) => `${kind} ${value}`)
        .join(' + ')}: ${slow.map(({ name }) => name).join(', ')}`,
  );
}

test('one node with slow pulls is found, with its zone, and in which phase', () => {
  const wrong: string[] = [];
  let found = 0;
  for (let seed = 0; seed < 40; seed++) {
    const time = scattered(seed);
    const pods = made(30, (nth) => {
      const node = nodes[nth % 3]!;
      return { node, image: 'web:1', at: nth * 700, pull: time(node === 'node-b' ? 9000 : 2000), ready: time(1500) };
    });
    const { shared } = reportOf(
      savedObjects(pods, [madeNode('node-a', 'z1'), madeNode('node-b', 'z2'), madeNode('node-c', 'z1')]),
    );
    const all = told(shared);
    if (all.includes('node node-b + zone z2: Ready, image pull')) found++;
    for (const one of all) if (!one.startsWith('node node-b + zone z2: ')) wrong.push(`${seed}: ${one}`);
  }
  expect(found).toBeGreaterThan(37);
  expect(wrong.length).toBeLessThan(3);
});

test('where nothing makes a difference, hardly ever anything is told', { timeout: 120_000 }, () => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) {
    const time = scattered(seed + 1000);
    const pods = made(12 + (seed % 30), (nth) => ({
      node: nodes[nth % 3]!,
      image: nth % 2 === 0 ? 'web:1' : 'web:2',
      template: nth % 2 === 0 ? 'aaaa' : 'bbbb',
      at: nth * 900,
      claim: `claim-${nth % 5}`,
      scheduling: time(20),
      sandbox: time(400),
      pull: nth % 7 === 0 ? undefined : time(2500),
      ready: time(1500),
    }));
    const { shared } = reportOf(savedObjects(pods, [madeNode('node-a', 'z1'), madeNode('node-b', 'z2')]));
    // That who pulls is slower is no false alarm.
    if (shared.some(({ common }) => !common.some(({ kind }) => kind === 'pull'))) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(10); // a twentieth
});

test('the change of a template is told with its moment, its image and its ReplicaSet', () => {
  const time = scattered(7);
  const pods = made(20, (nth) => ({
    node: nodes[nth % 3]!,
    image: nth < 10 ? 'web:1' : 'web:2',
    template: nth < 10 ? 'aaaa' : 'bbbb',
    at: nth < 10 ? nth * 100 : 60_000 + nth * 100,
    ready: time(nth < 10 ? 2000 : 9000),
  }));
  const replicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: 'web-bbbb',
      namespace: 'shop',
      uid: 'bbbb',
      annotations: { 'deployment.kubernetes.io/revision': '2' },
    },
  };
  const report = reportOf(savedObjects(pods, [replicaSet]));
  const lines = report.shared.flatMap(sharedText);
  expect(lines.slice(0, 2).join(' ')).toMatch(
    /^slower since revision 2 came \(2026-11-29 12:01:01 UTC\) \(the same pods: of revision 2, with image web:2, of ReplicaSet web-bbbb\): · Ready in .* \(median of 10\), the others .* \(median of 10\); 10 of 11 slow pods share that, 0 of 9 others; by chance in less than 1 of [\d,]+ samples$/,
  );
  const older = reportOf(
    savedObjects(
      pods.map((pod, nth) => ({ ...pod, ready: time(nth < 10 ? 9000 : 2000) })),
      [replicaSet],
    ),
  );
  expect(older.shared.flatMap(sharedText)[0]).toMatch(/^faster since revision 2 came \(2026-11-29 12:01:01 UTC\):$/);
});

test('pods on a node that was added are slow since then', () => {
  const time = scattered(3);
  const pods = made(24, (nth) => ({
    node: nth < 12 ? 'node-a' : 'node-b',
    image: 'web:1',
    at: nth * 5000,
    ready: time(nth < 12 ? 1000 : 8000),
  }));
  const report = reportOf(savedObjects(pods, [madeNode('node-a', 'z1'), madeNode('node-b', 'z1', 58_000)]));
  expect(report.shared.flatMap(sharedText)[0]).toMatch(
    /^slower since node node-b was added \(2026-11-29 12:00:58 UTC\) \(the same pods: on node-b\):$/,
  );
});

test('of few pods nothing is said to be shared, and no 90th percentile is told', () => {
  const pods = made(5, (nth) => ({ node: nth < 2 ? 'node-b' : 'node-a', image: 'web:1', pull: nth < 2 ? 9000 : 500 }));
  const { whole, shared, slowest } = reportOf(savedObjects(pods));
  expect(shared).toEqual([]);
  expect(whole?.p90).toBeUndefined();
  expect(slowest?.phases.map(({ name }) => name)).toEqual(['image pull']);
});

test('what is within the whole seconds of statuses is no difference', () => {
  // Ready is told in whole seconds: half a second more on one node cannot be told from none.
  const pods = made(40, (nth) => ({
    node: nth % 2 === 0 ? 'node-a' : 'node-b',
    image: 'web:1',
    at: (nth * 137) % 1000,
    ready: nth % 2 === 0 ? 1000 : 1500,
  }));
  const { shared, slowest } = reportOf(savedObjects(pods));
  expect(shared).toEqual([]);
  expect(slowest).toBeUndefined();
});

test('the true quantiles lie within the precision that is told', () => {
  for (let seed = 0; seed < 30; seed++) {
    const time = scattered(seed);
    const pods = made(25, (nth) => ({
      node: 'node-a',
      image: 'web:1',
      at: Math.floor(time(5000)) + nth,
      scheduling: 0,
      sandbox: 100,
      create: 10,
      start: 10,
      pull: time(3000),
      ready: time(4000),
    }));
    const { whole, phases } = reportOf(savedObjects(pods));
    const truth = (of: (pod: MadePod) => number): number => pods.map(of).sort((a, b) => a - b)[12]!;
    const total = truth(({ pull = 0, ready = 0 }) => 120 + pull + ready);
    expect(Math.abs(whole!.median.milliseconds - total)).toBeLessThanOrEqual(whole!.median.precision);
    const pull = phases.find(({ name }) => name === 'image pull')!.median;
    expect(Math.abs(pull.milliseconds - truth((pod) => pod.pull!))).toBeLessThanOrEqual(pull.precision + 1);
  }
});

test('the same pod in two files is one pod, and its later version counts', () => {
  const pods = made(4, () => ({ node: 'node-a', image: 'web:1' }));
  const [earlier, later] = [savedObjects(pods), savedObjects(pods.map((pod) => ({ ...pod, node: 'node-b' })))];
  for (const one of later) Object.assign((one as { metadata: object }).metadata, { resourceVersion: '9999' });
  for (const files of [
    [...earlier, ...later],
    [...later, ...earlier],
  ]) {
    const starts = podStarts(traceOf(files));
    expect(starts).toHaveLength(4);
    expect(starts.every(({ traits }) => traits.some(({ value }) => value === 'node-b'))).toBe(true);
  }
});

test('pods that are not through, or were restarted, are not counted and said so', () => {
  const pods = made(6, () => ({ node: 'node-a', image: 'web:1' }));
  const objects = savedObjects(pods);
  const [first, second] = objects.filter((one) => (one as { kind: string }).kind === 'Pod') as {
    status: { conditions: object[]; phase: string; containerStatuses: object[] };
  }[];
  first!.status.conditions = [];
  second!.status.phase = 'Failed';
  second!.status.conditions = [];
  second!.status.containerStatuses = [];
  const report = reportOf(objects);
  expect(report.pods).toBe(6);
  expect(report.whole?.count).toBe(4);
});

test('five thousand pods take a few seconds, and twice as many about twice as long', { timeout: 120_000 }, () => {
  const took = (count: number): number => {
    const time = scattered(count);
    const pods = made(count, (nth) => ({
      node: `node-${nth % 100}`,
      image: 'web:1',
      at: nth * 50,
      claim: `claim-${nth}`,
      pull: time(nth % 100 === 7 ? 9000 : 2000),
      ready: time(1500),
    }));
    const objects = savedObjects(
      pods,
      made(100, () => ({ node: '', image: '' })).map((_, nth) => madeNode(`node-${nth}`, `z${nth % 3}`)),
    );
    const starts = podStarts(traceOf(objects));
    const from = performance.now();
    const [report] = workloadReports(starts);
    const milliseconds = performance.now() - from;
    expect(told(report!.shared)).toContain('node node-7: Ready, image pull');
    return milliseconds;
  };
  const [half, whole] = [took(2500), took(5000)];
  console.log({ half, whole });
  expect(whole).toBeLessThan(Math.max(2000, half * 4));
});
