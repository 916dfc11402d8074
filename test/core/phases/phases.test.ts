import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { phaseName } from '../../../src/core/phases/phase';
import { phaseOfEach, phases } from '../../../src/core/phases/phases';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings, type RecordingSet } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';

/** What is wrong with the phases of a trace, in words. */
function wrongIn(trace: Trace): string[] {
  const all = phases(trace);
  const wrong: string[] = [];
  const ids = all.flatMap(({ messages }) => messages);
  const isOnce = ids.length === trace.messages.length && new Set(ids).size === ids.length;
  if (!isOnce) wrong.push(`${ids.length} messages are in phases, of ${trace.messages.length}`);
  if (new Set(all.map(({ id }) => id)).size !== all.length) wrong.push('two phases have one id');
  const of = phaseOfEach(all);
  const seen = new Map<string, string[]>();
  for (const { id, subject, parent, from } of trace.messages) {
    const phase = of.get(id);
    if (!phase) continue;
    if (phase.pod !== subject?.pod || phase.namespace !== subject?.namespace)
      wrong.push(`${id} is of another pod than its phase`);
    if (parent !== undefined && of.get(parent) !== phase) wrong.push(`${id} is in another phase than what it is in`);
    if (subject === undefined && (phase.kind === 'apply') !== (from === 'kubectl')) wrong.push(`${id}: ${phase.kind}`);
    if (parent !== undefined || subject === undefined) continue;
    const pod = `${subject.namespace}/${subject.pod}`;
    const order = seen.get(pod) ?? [];
    seen.set(pod, order);
    if (order.at(-1) === phase.id) continue;
    if (order.includes(phase.id)) wrong.push(`${phase.name} goes on after another phase`);
    order.push(phase.id);
  }
  const at = new Map(trace.messages.map((one, place) => [one.id, place]));
  const firsts = all.map(({ messages }) => at.get(messages[0] ?? '') ?? -1);
  if (firsts.some((place, i) => i > 0 && place <= (firsts[i - 1] ?? 0))) wrong.push('they are not in order');
  for (const { name, start: from, end } of all) {
    if (!/^[A-Z][a-z]/.test(name) || /undefined|\bNaN\b/.test(name)) wrong.push(`a phase is called ${name}`);
    if (from && end && end.at < from.at) wrong.push(`${name} ends before it begins`);
  }
  return [...new Set(wrong)];
}

const sets: readonly RecordingSet[] = ['own', 'containerd', 'v2', 'k1.18.2', 'more', 'stuck', 'rules'];

describe.each(sets)('the recordings of %s', (set) => {
  test('each message is in one phase of its pod, in order, seen through kubectl', () => {
    expect(recordings(set).flatMap((one) => wrongIn(observedTrace(one)))).toEqual([]);
  });

  test('each message is in one phase of its pod, in order, simulated', () => {
    expect(recordings(set).flatMap((one) => wrongIn(replaySimulation(one).trace))).toEqual([]);
  });
});

const samples = new URL('../../../samples/', import.meta.url);

function simulated(name: string): Trace {
  const objects = parseManifest(readFileSync(new URL(name, samples), 'utf8')).objects.map(({ value }) => value);
  return start({ objects, circumstances: {} }).trace;
}

test.each(readdirSync(samples).filter((name) => name.endsWith('.yaml')))(
  'each message of %s is in one phase',
  (name) => {
    expect(wrongIn(simulated(name))).toEqual([]);
  },
);

const namesOf = (trace: Trace): string[] => phases(trace).map(({ name }) => name);
const recorded = (name: string) => recordings('own').find((one) => one.name === name)!;

describe('the phases of a start', () => {
  test('are those of the reference story', () => {
    expect(namesOf(simulated('nginx.yaml'))).toEqual([
      'Create the pod',
      'Schedule it',
      'Mount its volumes',
      'Make its sandbox',
      'Start container nginx',
      'Become ready',
    ]);
  });

  test('have each init container and each sidecar, in their order', () => {
    expect(namesOf(simulated('init-and-sidecar.yaml')).slice(3)).toEqual([
      'Make its sandbox',
      'Start init container migrate',
      'Start sidecar container log-shipper',
      'Start container app',
      'Become ready',
    ]);
  });

  test.each([
    ['seen', (name: string) => observedTrace(recorded(name))],
    ['simulated', (name: string) => replaySimulation(recorded(name)).trace],
  ])('have each restart, %s', (_how, of) => {
    expect(namesOf(of('fault.crash-loop')).filter((name) => name.startsWith('Restart'))).toEqual([
      'Restart container app',
      'Restart container app (2nd time)',
      'Restart container app (3rd time)',
    ]);
  });

  test.each([
    ['seen', (name: string) => observedTrace(recorded(name))],
    ['simulated', (name: string) => replaySimulation(recorded(name)).trace],
  ])('end with the pod, %s', (_how, of) => {
    expect(namesOf(of('pod.deleted')).at(-1)).toBe('Delete the pod');
  });

  test('last as long as what they are about: the waits are theirs, and being ready ends when the pod is', () => {
    const trace = simulated('init-and-sidecar.yaml');
    const all = phases(trace);
    for (const [i, { start: from, end, kind }] of all.entries()) {
      if (kind === 'ready') expect(end!.at - from!.at).toBeLessThan(100);
      else expect(end).toEqual(all[i + 1]?.start);
    }
  });

  test('of a restart begin with the crash that it follows', () => {
    const trace = replaySimulation(recorded('fault.crash-loop')).trace;
    const methods = new Map(trace.messages.map(({ id, method }) => [id, method]));
    const restarts = phases(trace).filter(({ kind }) => kind === 'restart');
    expect(restarts.length).toBeGreaterThan(1);
    for (const { messages } of restarts) expect(methods.get(messages[0]!)).toBe('exit');
  });

  test('of what no pod is the subject of take as long as their calls, not as what others do between them', () => {
    const trace = simulated('shop.yaml');
    const spans = new Map(trace.messages.map(({ id, start: from, end }) => [id, (end?.at ?? 0) - (from?.at ?? 0)]));
    const parties = phases(trace).filter(({ kind }) => kind === 'apply' || kind === 'workload');
    expect(parties.length).toBe(2);
    for (const { start: from, end, messages } of parties) {
      const took = end!.at - from!.at;
      expect(took).toBeGreaterThan(0);
      expect(took).toBeLessThanOrEqual(messages.reduce((sum, id) => sum + (spans.get(id) ?? 0), 0) + 0.001);
    }
  });

  test('of a pod that nothing schedules go on until now', () => {
    const trace = simulated('stuck.yaml');
    const last = phases(trace).find(({ pod, kind }) => pod === 'no-such-node' && kind === 'schedule');
    expect(last?.end?.at).toBe(trace.end);
  });

  test('are the same where a trace is cut: what is known does not change its phase with what comes', () => {
    const trace = simulated('init-and-sidecar.yaml');
    const whole = phaseOfEach(phases(trace));
    for (let count = 1; count < trace.messages.length; count++) {
      const cut = phaseOfEach(phases({ ...trace, messages: trace.messages.slice(0, count) }));
      for (const [id, phase] of cut) expect(phase.id).toBe(whole.get(id)?.id);
    }
  });

  test('of 5,000 messages are found within 100 ms', () => {
    const trace = simulated('nginx.yaml');
    const messages = Array.from({ length: 200 }, (_, pod) =>
      trace.messages.map((one) => ({
        ...one,
        id: `${pod} ${one.id}`,
        ...(one.parent !== undefined && { parent: `${pod} ${one.parent}` }),
        subject: { ...one.subject!, pod: `nginx-${pod}` },
      })),
    ).flat();
    const many = { ...trace, messages };
    const took: number[] = [];
    for (let i = 0; i < 5; i++) {
      const since = performance.now();
      expect(phases(many).length).toBeGreaterThan(1000);
      took.push(performance.now() - since);
    }
    expect(messages.length).toBeGreaterThanOrEqual(5000);
    expect(Math.min(...took)).toBeLessThan(100);
  });
});

test.each([
  [1, ''],
  [2, ' (2nd time)'],
  [3, ' (3rd time)'],
  [11, ' (11th time)'],
  [22, ' (22nd time)'],
])('a restart of number %i says so', (nth, ending) => {
  const container = { name: 'app', kind: 'init' } as const;
  expect(phaseName({ kind: 'restart', container, nth, isDeletion: false })).toBe(`Restart init container app${ending}`);
});
