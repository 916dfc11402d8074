import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { criticalPath } from '../../../src/core/trace/criticalPath';
import { largestParts } from '../../../src/core/trace/largestParts';
import { pathLines } from '../../../src/core/story/pathLines';
import { spanOf, type PathKind, type PathPart } from '../../../src/core/trace/pathPart';
import type { Scenario } from '../../../src/core/scenario/scenario';
import { timeline } from '../../../src/core/trace/timeline';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from './observedTrace';

/** What is wrong with a path as a whole: holes, parts that go backwards, a sum that is not the whole. */
function faultsOf(trace: Trace): string[] {
  return timeline(trace).flatMap(({ pod, start, end, whole, parts }) => {
    const found: string[] = [];
    let now = start;
    for (const part of parts) {
      if (part.start.at !== now.at) found.push(`${pod}: a hole before ${part.label}`);
      if (part.end.at <= part.start.at) found.push(`${pod}: ${part.label} goes backwards`);
      now = part.end;
    }
    const sum = parts.reduce((total, part) => total + spanOf(part).milliseconds, 0);
    if (whole.milliseconds > 0 && Math.abs(sum - whole.milliseconds) > 0.01)
      found.push(`${pod}: ${sum} is not the whole`);
    if (parts.length > 0 && now.at !== end.at) found.push(`${pod}: does not reach the end`);
    return found;
  });
}

describe.each(['own', 'containerd', 'v2'] as const)('the paths of %s', (set) => {
  test('have no holes, and their parts are the whole, observed', () => {
    expect(
      recordings(set).flatMap((one) => faultsOf(observedTrace(one)).map((fault) => `${one.name} ${fault}`)),
    ).toEqual([]);
  });

  test('have no holes, and their parts are the whole, simulated', () => {
    expect(
      recordings(set).flatMap((one) => faultsOf(replaySimulation(one).trace).map((fault) => `${one.name} ${fault}`)),
    ).toEqual([]);
  });
});

const methods: Readonly<Record<string, PathKind>> = {
  RunPodSandbox: 'sandbox',
  PullImage: 'pull',
  CreateContainer: 'create',
  StartContainer: 'start',
};

test('what the parts took is what the calls really took, within what they claim', () => {
  const wrong: string[] = [];
  let compared = 0;
  for (const recording of recordings('containerd')) {
    const trace = observedTrace(recording);
    if (trace.view.pods.length !== 1 || recording.name.includes('sidecar')) continue;
    const parts = criticalPath(trace, trace.view.pods[0]!).parts;
    const restarted = trace.view.pods[0]!.status?.containerStatuses?.some(({ restartCount }) => restartCount > 0);
    if (restarted || recording.name.startsWith('fault.') || recording.name.includes('initContainers')) continue;
    for (const [method, kind] of Object.entries(methods)) {
      const calls = recording.cri.filter((call) => call.method.endsWith(`/${method}`));
      const real = calls.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0);
      const own = parts.filter((part) => part.kind === kind).map(spanOf);
      const told = own.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      const precision = own.reduce((sum, span) => sum + span.precision, 0);
      // Of a call too short to be told from what came before there is no part.
      if (own.length !== calls.length) continue;
      compared++;
      if (Math.abs(told - real) > precision + 2)
        wrong.push(`${recording.name} ${kind}: ${told} ± ${precision}, really ${real}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(50);
});

/** The parts of the pods of some objects, by kind. */
function pathOf(objects: KubernetesObject[], scenario = {}): PathPart[] {
  const { trace } = simulate({ objects, scenario, start: Date.UTC(2026, 0, 1) });
  return timeline(trace)[0]!.parts;
}

const pod = (spec: object): KubernetesObject =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }) as KubernetesObject;

function sumOf(parts: readonly PathPart[], kind: PathKind): number {
  return largestParts(parts.filter((part) => part.kind === kind)).reduce(
    (sum, { milliseconds }) => sum + milliseconds,
    0,
  );
}

test('an init container, probes and image pulls each have their own part', () => {
  const parts = pathOf(
    [
      pod({
        initContainers: [{ name: 'setup', image: 'shop/setup:1' }],
        containers: [
          { name: 'app', image: 'shop/app:1', readinessProbe: { exec: { command: ['x'] }, initialDelaySeconds: 4 } },
        ],
      }),
    ],
    { containers: { setup: { exit: 0, afterMs: 3000 } } },
  );
  expect(sumOf(parts, 'init')).toBeGreaterThanOrEqual(2900);
  expect(sumOf(parts, 'init')).toBeLessThan(4100);
  expect(sumOf(parts, 'probes')).toBeGreaterThan(3000);
  expect(sumOf(parts, 'pull')).toBeGreaterThan(50);
  expect(parts.every(({ source }) => source === 'simulated')).toBe(true);
});

test('an image that waits for another pod’s has that time apart from its transfer', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'shop/app:1', imagePullPolicy: 'Always' }] },
      },
    },
  };
  const { trace } = simulate({
    objects: [deployment],
    scenario: { images: { 'shop/app:1': { size: 2e9 } } } as object,
    start: 0,
  });
  const [slowest, , fastest] = timeline(trace);
  expect(sumOf(slowest!.parts, 'pullWait')).toBeGreaterThan(sumOf(fastest!.parts, 'pullWait') + 10);
  expect(slowest!.whole.milliseconds).toBeGreaterThanOrEqual(fastest!.whole.milliseconds);
});

test('a back-off is told as such, and what is stuck has no end', () => {
  const { trace } = simulate({
    objects: [pod({ containers: [{ name: 'app', image: 'shop/app:1' }] })],
    scenario: { containers: { app: { exit: 1, afterMs: 100 } } },
    seconds: 60,
    start: 0,
  });
  const [lane] = timeline(trace);
  expect(lane!.reached).toBeUndefined();
  expect(sumOf(lane!.parts, 'backOff') / lane!.whole.milliseconds).toBeGreaterThan(0.8);
  expect(pathLines(trace)[0]).toContain('it is not Ready');
});

/** What a stored pod waits for in the end, by the calls that were made for it last. */
function lastPart(spec: object, scenario: Scenario, seconds: number): PathPart {
  const { trace } = simulate({ objects: [pod(spec)], scenario, seconds, start: 0 });
  return timeline(trace)[0]!.parts.at(-1)!;
}

test('a hook, a sidecar or a held-back container that the start waits for has the time, also with nothing after it', () => {
  const app = { name: 'app', image: 'shop/app:1' };
  const hook = { ...app, lifecycle: { postStart: { sleep: { seconds: 25 } } } };
  expect(lastPart({ containers: [hook] }, {}, 20)).toMatchObject({ kind: 'hook', container: 'app' });
  expect(lastPart({ containers: [hook, { ...app, name: 'b' }] }, {}, 20)).toMatchObject({ kind: 'hook' });
  const startupProbe = { exec: { command: ['x'] }, initialDelaySeconds: 60 };
  const sidecar = { ...app, name: 'proxy', restartPolicy: 'Always', startupProbe };
  expect(lastPart({ initContainers: [sidecar], containers: [app] }, {}, 20)).toMatchObject({
    kind: 'sidecar',
    container: 'proxy',
  });
  const both = {
    ...sidecar,
    startupProbe: { ...startupProbe, initialDelaySeconds: 10 },
    lifecycle: { postStart: startupProbe },
  };
  const { trace } = simulate({ objects: [pod({ initContainers: [both], containers: [app] })], scenario: {}, start: 0 });
  expect(timeline(trace)[0]!.parts.map(({ label }) => label)).toContain(
    'sidecar proxy starts up: its postStart hook, then its startup probe (after 10 s, every 10 s)',
  );
  const unset = { ...app, env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'none', key: 'a' } } }] };
  expect(lastPart({ containers: [unset] }, {}, 20)).toMatchObject({
    kind: 'waiting',
    label: 'app is not started yet: CreateContainerConfigError',
  });
  const slow = { errors: [{ method: 'PullImage', match: '', delayMs: 60_000 }] };
  expect(lastPart({ containers: [app] }, slow, 20)).toMatchObject({ kind: 'pull', container: 'app' });
  const refused = { errors: [{ method: 'RunPodSandbox', match: '', code: 'UNKNOWN', message: 'no network' }] };
  expect(lastPart({ containers: [app] }, refused, 22)).toMatchObject({ kind: 'backOff' });
});

test('a readiness gate has the time from when the containers are ready, and a sidecar that is started waits no more', () => {
  const startupProbe = { exec: { command: ['up'] }, periodSeconds: 1 };
  const spec = {
    readinessGates: [{ conditionType: 'lb.example/in' }],
    initContainers: [{ name: 'proxy', image: 'shop/proxy:1', restartPolicy: 'Always', startupProbe }],
    containers: [{ name: 'app', image: 'shop/app:1', readinessProbe: { ...startupProbe, initialDelaySeconds: 8 } }],
  };
  const { trace } = simulate({ objects: [pod(spec)], scenario: {}, seconds: 40, start: 0 });
  const [probes, gate] = timeline(trace)[0]!.parts.slice(-2);
  expect(probes).toMatchObject({
    kind: 'probes',
    label: 'it is not Ready yet: readiness probe of app (after 8 s, every 1 s)',
  });
  expect(spanOf(probes!).milliseconds).toBeLessThan(12_000);
  expect(gate).toMatchObject({ kind: 'gates', label: 'it is not Ready yet: lb.example/in' });
  expect(spanOf(gate!).milliseconds).toBeGreaterThan(20_000);
});
