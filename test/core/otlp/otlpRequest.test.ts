import { describe, expect, test } from 'vitest';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { observedCalls } from '../../../src/core/observe/calls/observedCalls';
import { Observation } from '../../../src/core/observe/observation';
import { spanCalls } from '../../../src/core/observe/nodeRecords/spanCalls';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { otlpRequest, otlpText } from '../../../src/core/otlp/otlpRequest';
import type { Scenario } from '../../../src/core/scenario/scenario';
import type { Message, Trace } from '../../../src/core/trace/trace';
import { hostileTexts } from '../../attacks/hostileTexts';
import { recordings } from '../../recordings/recordings';
import { noReader, readTraces } from './readTraces';

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        initContainers: [{ name: 'init', image: 'busybox:1.36' }],
        containers: [{ name: 'app', image: 'registry.example:5000/shop/web:2' }],
      },
    },
  },
};

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'lonely' },
  spec: { containers: [{ name: 'app', image: 'nowhere.example/no:1' }] },
};

/** The init container ends by itself. */
const ending: Scenario = { containers: { init: { exit: 0, afterMs: 100 } } };

function traceOf(object: object, scenario = ending): Trace {
  return simulate({ objects: [object], scenario, seconds: 60 }).trace;
}

const failing: Scenario = { errors: [{ failure: 'image-not-found', match: 'nowhere.example/no:1' }] };

const spansOf = (trace: Trace) =>
  otlpRequest(trace).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

describe('a trace as OpenTelemetry', () => {
  test('is the same for the same trace, and another one has other ids', () => {
    const ids = (trace: Trace) => [...new Set(spansOf(trace).flatMap(({ traceId, spanId }) => [traceId, spanId]))];
    expect(otlpText(traceOf(web))).toBe(otlpText(traceOf(web)));
    const other = new Set(ids(traceOf(pod)));
    expect(ids(traceOf(web)).filter((id) => other.has(id))).toEqual([]);
  });

  test('has each message once, under ids in the form of OTLP/JSON', () => {
    const trace = traceOf(web);
    const spans = spansOf(trace);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
    for (const { traceId, spanId, startTimeUnixNano, endTimeUnixNano } of spans) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^[0-9a-f]{16}$/);
      expect(startTimeUnixNano).toMatch(/^\d{19}$/);
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    }
    const named = spans.flatMap(({ attributes }) => attributes.filter(({ key }) => key === 'podstartup.message'));
    expect(named).toHaveLength(trace.messages.length);
  });

  test.each(['0001-01-01T00:00:00Z', '1960-01-01T00:00:00Z', '2600-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
    'a clock that said %s gives moments that OTLP can write',
    (wrong) => {
      const { watch, events } = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
      const text = JSON.stringify({ watch, events }).replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, JSON.stringify(wrong));
      const observation = new Observation();
      for (const evidence of savedEvidence(text)) observation.add(evidence);
      const numbers = otlpText(observation.trace()).matchAll(/"(?:\w+Nano|intValue)":"([^"]*)"/g);
      const all = [...numbers].map(([, number = '']) => number);
      expect(all.length).toBeGreaterThan(20);
      expect(all.filter((number) => !/^\d+$/.test(number) || BigInt(number) >= 2n ** 63n)).toEqual([]);
    },
  );

  test.each([1, 2] as const)('has the messages of level %i alone, where that is asked for', (level) => {
    const trace = traceOf(web);
    const shown = otlpRequest(trace, level).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans[0]?.spans ?? []);
    const named = shown.filter(({ attributes }) => attributes.some(({ key }) => key === 'podstartup.message'));
    expect(named).toHaveLength(trace.messages.filter((message) => message.level <= level).length);
    expect(named.length).toBeLessThan(trace.messages.length);
  });
});

describe.skipIf(noReader !== undefined)(`a collector and Jaeger (${noReader ?? 'there'})`, () => {
  test('show the tree of a start, under the names that its components use', () => {
    const trace = traceOf(web);
    const spans = readTraces(otlpText(trace));
    const byId = new Map(spans.map((span) => [span.id, span]));
    const way = (span: (typeof spans)[number] | undefined): string[] =>
      span ? [...way(byId.get(span.parent ?? '')), `${span.service}: ${span.name}`] : [];
    const roots = spans.filter(({ parent }) => parent === undefined);
    expect(roots.map(({ service, name }) => `${service}: ${name}`)).toEqual(['pod-startup: Deployment web']);
    expect(spans.every(({ parent }) => parent === undefined || byId.has(parent))).toBe(true);
    const ways = spans.map((span) => way(span).slice(1).join(' > '));
    expect(ways).toContain('kubelet: syncPod > kubelet: runtime.v1.RuntimeService/RunPodSandbox > containerd: cni.setup_pod_network'); // prettier-ignore
    expect(ways).toContain('kubelet: syncPod > kubelet: runtime.v1.ImageService/PullImage > containerd: GET');
    expect(ways).toContain('kube-scheduler: POST /api/v1/namespaces/{:namespace}/pods/{:name}/binding');
    expect(ways).toContain('kubelet: PATCH /api/v1/namespaces/{:namespace}/pods/{:name}/status');
    // Each pod's first turn starts its init container, the second its app.
    expect(spans.filter(({ name }) => name === 'syncPod')).toHaveLength(4);
    const create = spans.find(({ name, tags }) => name.endsWith('/CreateContainer') && tags['k8s.container.name'] === 'app'); // prettier-ignore
    const [first] = trace.view.pods;
    const own = trace.view.pods.find(({ metadata }) => metadata?.name === create?.tags['k8s.pod.name']);
    expect(create?.process).toMatchObject({
      'host.name': first?.spec?.nodeName,
      'k8s.node.name': first?.spec?.nodeName,
    });
    expect(create?.tags).toMatchObject({
      'k8s.namespace.name': 'default',
      'k8s.pod.uid': own?.metadata?.uid,
      'k8s.node.name': own?.spec?.nodeName,
      'container.image.name': 'registry.example:5000/shop/web',
      'container.image.tags': '["2"]',
      'rpc.system': 'grpc',
      'rpc.system.name': 'grpc',
      'rpc.service': 'runtime.v1.RuntimeService',
      'rpc.method': 'runtime.v1.RuntimeService/CreateContainer',
      'rpc.response.status_code': 'OK',
      'span.kind': 'client',
      'podstartup.precision': 'simulated',
    });
    const exit = spans.find(({ name }) => name === 'exit');
    expect(exit?.process).toMatchObject({ 'k8s.container.name': 'init', 'k8s.namespace.name': 'default' });
    expect(exit?.tags).toMatchObject({ 'process.exit.code': '0' });
    expect(spans.flatMap(({ logs = [] }) => logs).filter((log) => log.startsWith('pod IP'))).toHaveLength(2);
  });

  test('show what failed as an error, with its words', () => {
    const trace = traceOf(pod, failing);
    const failed = trace.messages.filter(({ outcome }) => !outcome.ok);
    expect(failed.length).toBeGreaterThan(1);
    const spans = readTraces(otlpText(trace)).filter(({ tags }) => tags['error'] === 'true');
    expect(spans).toHaveLength(failed.length);
    const pull = spans.find(({ name }) => name.endsWith('/PullImage'));
    expect(pull?.tags).toMatchObject({ 'rpc.response.status_code': 'NOT_FOUND' });
    expect(pull?.tags['otel.status_description']).toMatch(/not found/);
  });

  test('take an observed start with its error bars, and whatever its texts are', () => {
    for (const recording of [...recordings('containerd').slice(0, 8), ...recordings('own').slice(0, 20)]) {
      const { trace } = observed(recording);
      const spans = readTraces(otlpText(trace));
      expect(spans.filter(({ tags }) => tags['podstartup.message'] !== undefined)).toHaveLength(trace.messages.length);
      for (const { tags, startMicroseconds } of spans) {
        const [earliest, latest] = [tags['podstartup.start.earliest'], tags['podstartup.start.latest']];
        if (earliest === undefined || latest === undefined) continue;
        expect(Number(BigInt(earliest) / 1000n)).toBeLessThanOrEqual(startMicroseconds);
        expect(Number(BigInt(latest) / 1000n)).toBeGreaterThanOrEqual(startMicroseconds);
      }
    }
    const trace = traceOf(pod);
    const [first] = trace.messages;
    if (!first) throw new Error('no message');
    const texts = [...hostileTexts, 'half \ud800 of one', '\u0000\u001b[2J'];
    const messages = texts.map((text, i): Message => ({ ...first, id: `${i}`, method: text, outcome: { ok: false, code: text, text } })); // prettier-ignore
    expect(readTraces(otlpText({ ...trace, title: '\udc00', messages, notes: [] }))).toHaveLength(texts.length + 1);
  });

  test('refuse what is none', () => {
    expect(() => readTraces('{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": 7}]}]}]}')).toThrow();
    expect(() => readTraces('not JSON')).toThrow(/collector does not read/);
  });
});

function observed({ watch, events, owners }: ReturnType<typeof recordings>[number], spans?: string) {
  const observation = new Observation();
  for (const text of [JSON.stringify({ watch, events, owners }), ...(spans === undefined ? [] : [spans])])
    for (const evidence of savedEvidence(text)) observation.add(evidence);
  return { observation, trace: observation.trace() };
}

describe('what was exported is read as spans again', () => {
  const near = (a: number | undefined, b: number | undefined): boolean =>
    a === b || (a !== undefined && b !== undefined && Math.abs(a - b) < 0.003);

  test.each(['containerd', 'own', 'stuck'] as const)('the calls of %s are the same, with their error bars', (set) => {
    let calls = 0;
    for (const recording of recordings(set)) {
      const { trace } = observed(recording);
      const uid = new Map(
        trace.view.pods.map(({ metadata }) => [`${metadata?.namespace} ${metadata?.name}`, metadata?.uid]),
      );
      const told = trace.messages.filter(({ protocol, start, end }) => protocol === 'CRI' && (start ?? end));
      const read = spanCalls([JSON.parse(otlpText(trace))]);
      expect(read.map(({ method, uid: of, container, outcome }) => ({ method, of, container, outcome }))).toEqual(
        told.map(({ method, subject, outcome }) => ({
          method,
          of: uid.get(`${subject?.namespace} ${subject?.pod}`),
          container: subject?.container,
          outcome: outcome.ok ? outcome : { ...outcome, text: outcome.text || outcome.code },
        })),
      );
      told.forEach(({ start, end }, i) => {
        for (const [moment, interval] of [[start, read[i]?.start], [end, read[i]?.end]] as const) {
          expect(near(moment && moment.at - moment.precision, interval?.earliest)).toBe(true);
          expect(near(moment && moment.at + moment.precision, interval?.latest)).toBe(true);
        }
      }); // prettier-ignore
      calls += told.length;
    }
    expect(calls).toBeGreaterThan(90);
  });

  test('and with the same pods they change nothing', () => {
    for (const recording of recordings('own')) {
      const { trace } = observed(recording);
      const again = observed(recording, otlpText(trace)).trace;
      const lines = (of: Trace) => observedCalls(of).map(({ pod: name, method, container, source }) => ({ name, method, container, source })); // prettier-ignore
      expect(lines(again), recording.name).toEqual(lines(trace));
      observedCalls(again).forEach((call, i) => {
        const before = observedCalls(trace)[i];
        expect(Math.abs((call.startError ?? 0) - (before?.startError ?? 0)), recording.name).toBeLessThan(0.01);
        expect(Math.abs((call.endError ?? 0) - (before?.endError ?? 0)), recording.name).toBeLessThan(0.01);
      });
    }
  });
});
