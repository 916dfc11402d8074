import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { start } from '../../../src/core/circumstances/start';
import { compareStarts, type ComparedCall, type StartComparison } from '../../../src/core/comparison/compareStarts';
import { asMeant } from '../../../src/core/explain/meaning/asMeant';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { podOf, podSpecOf } from '../../../src/core/manifest/podOf';
import type { Message, Trace } from '../../../src/core/trace/trace';
import { recordings } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';

const folder = new URL('../../../samples/', import.meta.url);
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);
const sample = (name: string): string => samples.find(([one]) => one === `${name}.yaml`)![1];

/** Two starts are never of the same second. */
let clock = 1_800_000_000_000;
function started(text: string, circumstances: Circumstances = {}): Trace {
  const objects = parseManifest(text).objects.map(({ value }) => asMeant(value));
  return start({ objects, circumstances, start: (clock += 123_456_789) }).trace;
}

const different = ({ calls }: StartComparison): ComparedCall[] =>
  calls.filter(({ differences }) => differences.length > 0);
const fieldsOf = (calls: readonly ComparedCall[]): string[] =>
  calls.flatMap(({ left, right, differences }) =>
    differences.flatMap((one) =>
      one.type === 'field' ? [`${(left ?? right)?.method.split('/').at(-1)} ${one.part} ${one.field}`] : [],
    ),
  );
/** Without what changes with the sides. */
const alike = ({ calls }: StartComparison, isSwapped: boolean): string[] =>
  calls
    .map(({ left, right, differences }) => {
      const [one, other] = isSwapped ? [right, left] : [left, right];
      return JSON.stringify([one?.id, other?.id, differences.map(({ type }) => type)]);
    })
    .sort();

describe('a start compared with itself is the same', () => {
  test.each(samples)('%s', (_, text) => {
    const comparison = compareStarts(started(text), started(text));
    expect(different(comparison).map(({ differences }) => differences)).toEqual([]);
    expect(comparison.counts.untold).toBe(0);
  });

  test.each(['own', 'containerd', 'more'] as const)('simulated and observed, the recordings %s', (set) => {
    for (const recording of recordings(set).filter((_, i) => i % 7 === 0)) {
      const simulated = replaySimulation(recording).trace;
      expect(different(compareStarts(simulated, simulated)), recording.name).toEqual([]);
      const observed = observedTrace(recording);
      expect(different(compareStarts(observed, observed)), recording.name).toEqual([]);
    }
  });
});

test('an observed start has no calls to the runtime that its simulation lacks, or lacks any, but for few', () => {
  const all = recordings('own').filter(({ watch }) => watch.length > 0);
  const without = all.filter((recording) => {
    const { calls } = compareStarts(observedTrace(recording), replaySimulation(recording).trace);
    return !calls.some(
      ({ left, right, differences: [first] }) => first?.type === 'only' && (left ?? right)?.protocol === 'CRI',
    );
  });
  expect(without.length / all.length).toBeGreaterThan(0.9);
});

describe('what was edited is told, and nothing else', () => {
  test('an image', () => {
    const comparison = compareStarts(
      started(sample('nginx')),
      started(sample('nginx').replace('image: nginx', 'image: nginx:1.28')),
    );
    expect(comparison.counts).toMatchObject({ onlyLeft: 0, onlyRight: 0, outcomes: 0, order: 0, time: 0 });
    const cri = different(comparison).filter(({ left }) => left?.protocol === 'CRI');
    expect([...new Set(fieldsOf(cri))]).toEqual([
      'ImageStatus request image.image',
      'PullImage request image.image',
      'ImageStatus response image.repo_tags[0]',
      'CreateContainer request config.image.user_specified_image',
      'CreateContainer request config.annotations.io.kubernetes.container.hash',
    ]);
    expect(different(comparison).find(({ left }) => left?.method === 'PullImage')?.differences).toEqual([
      { type: 'field', part: 'request', field: 'image.image', left: 'nginx:latest', right: 'nginx:1.28' },
    ]);
  });

  test('a variable of the environment', () => {
    const text = sample('nginx').replace('image: nginx', "image: nginx\n      env: [{name: A, value: '1'}]");
    const comparison = compareStarts(started(text), started(text.replace("'1'", "'2'")));
    expect(fieldsOf(different(comparison))).toEqual([
      'pods request spec.containers[nginx].env[A].value',
      'CreateContainer request config.envs[A].value',
    ]);
  });

  test.each([
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    '2026-01-01T00:00:00Z',
    '0123456789abcdef',
    'sha256:5814a94d622cf93f43b1260c18bca5a97cab3f203f0fb7c65c9a3747475d79b3',
    '10.244.0.77',
    'b157a7feb3bf79d59cabdef1006a1d63e750a1943bde623714b62c62e1980fd8',
  ])('a text that looks like one that a cluster gives: %s', (value) => {
    const text = sample('nginx').replace('image: nginx', `image: nginx\n      env: [{name: A, value: "${value}"}]`);
    const comparison = compareStarts(
      started(text),
      started(text.replace(/.(?="}\])/, (last) => (last === '8' ? '9' : '8'))),
    );
    expect(fieldsOf(different(comparison))).toContain('CreateContainer request config.envs[A].value');
  });

  test('a name: the pods are still the same', () => {
    const comparison = compareStarts(
      started(sample('nginx')),
      started(sample('nginx').replace('name: nginx', 'name: web')),
    );
    expect(comparison.counts).toMatchObject({ onlyLeft: 0, onlyRight: 0, order: 0 });
    expect(fieldsOf(different(comparison))).toContain('RunPodSandbox request config.metadata.name');
  });

  test('a fault: the call fails, and what follows is not made', () => {
    const value = parseManifest(sample('nginx')).objects[0]!.value;
    const [fault] = faultCatalog(podSpecOf(podOf(value)!)).filter(({ id }) => id.startsWith('image-not-found'));
    const comparison = compareStarts(started(sample('nginx')), started(sample('nginx'), { faults: [fault!] }));
    const pull = comparison.calls.find(({ left }) => left?.method === 'PullImage');
    expect(pull?.differences).toContainEqual(
      expect.objectContaining({
        type: 'outcome',
        left: { ok: true },
        right: expect.objectContaining({ ok: false }) as object,
      }),
    );
    const only = (side: string): string[] =>
      comparison.calls.flatMap(({ left, right, differences: [first] }) =>
        first?.type === 'only' && first.side === side ? [(left ?? right)!.method] : [],
      );
    expect(only('left')).toEqual(expect.arrayContaining(['CreateContainer', 'StartContainer', 'start']));
    expect(only('right').filter((method) => method === 'PullImage').length).toBeGreaterThan(0);
    expect(comparison.counts.order).toBe(0);
  });

  test('a slow pull: the time of the pull', () => {
    const value = parseManifest(sample('nginx')).objects[0]!.value;
    const [fault] = faultCatalog(podSpecOf(podOf(value)!)).filter(({ id }) => id.startsWith('slow-pull'));
    const { calls } = compareStarts(started(sample('nginx')), started(sample('nginx'), { faults: [fault!] }));
    const pull = calls.find(({ left }) => left?.method === 'PullImage');
    expect(pull?.differences).toMatchObject([{ type: 'time', what: 'duration' }]);
  });

  test('two releases', () => {
    const { counts } = compareStarts(started(sample('nginx'), { kubernetes: '1.18' }), started(sample('nginx')));
    expect(counts.differ + counts.onlyLeft + counts.onlyRight).toBeGreaterThan(0);
  });
});

test('two calls that change their places are told once', () => {
  const trace = started(sample('nginx'));
  const { messages } = trace;
  const at = messages.findIndex(({ method }) => method === 'StartContainer');
  const [first, second] = [messages[at]!, messages[at - 1]!];
  const changed = messages.map((message): Message => {
    if (message === first) return { ...second, start: first.start!, end: first.end! };
    return message === second ? { ...first, start: second.start!, end: second.end! } : message;
  });
  const { counts } = compareStarts(trace, { ...trace, messages: changed });
  expect(counts).toMatchObject({ order: 1, onlyLeft: 0, onlyRight: 0, fields: 0 });
});

test('either way round the same differs', () => {
  const texts = [
    sample('nginx'),
    sample('shop'),
    sample('nginx').replace('image: nginx', 'image: nginx:1.28'),
    sample('stuck'),
  ];
  const traces = [
    ...texts.map((text) => started(text)),
    ...recordings('own')
      .filter((_, i) => i % 40 === 0)
      .flatMap((one) => [replaySimulation(one).trace, observedTrace(one)]),
  ];
  for (const [i, one] of traces.entries())
    for (const other of traces.slice(i + 1)) {
      const [there, back] = [compareStarts(one, other), compareStarts(other, one)];
      expect(alike(back, true)).toEqual(alike(there, false));
      const { onlyLeft, onlyRight, ...counts } = there.counts;
      expect(back.counts).toEqual({ ...counts, onlyLeft: onlyRight, onlyRight: onlyLeft });
      expect(there.calls.flatMap(({ left }) => left ?? [])).toEqual(one.messages);
      expect(new Set(there.calls.flatMap(({ right }) => right ?? []))).toEqual(new Set(other.messages));
    }
});

test('5,000 messages each are compared in well under a second', () => {
  const trace = started(sample('nginx'));
  const long = (cuts: number): Trace => ({
    ...trace,
    messages: Array.from({ length: 5_000 }, (_, i): Message => {
      const message = trace.messages[(i * cuts) % trace.messages.length]!;
      return {
        ...message,
        id: `${i}`,
        start: { at: trace.start + i, precision: 0 },
        end: { at: trace.start + i + 1, precision: 0 },
      };
    }),
  });
  for (const [one, other] of [
    [long(1), long(1)],
    [long(1), long(7)],
    [long(3), { ...long(1), messages: long(1).messages.toReversed() }],
  ] as const) {
    const before = performance.now();
    const { calls } = compareStarts(one, other);
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(calls.length).toBeGreaterThanOrEqual(5_000);
  }
});
