import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { circumstancesOf } from '../../../src/core/circumstances/circumstances';
import { start } from '../../../src/core/circumstances/start';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { containersAt } from '../../../src/core/moment/containersAt';
import { worldAt, type World } from '../../../src/core/moment/world';
import { podTable } from '../../../src/core/trace/podTable';
import { recordings, type RecordingSet } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';
import type { Pod } from '../../../src/core/api/types';
import type { Trace } from '../../../src/core/trace/trace';

const samples = new URL('../../../samples/', import.meta.url);
const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck', 'rules'];

/** The world when all messages have ended. */
function lastWorld(trace: Trace): World | undefined {
  const ends = trace.messages.map(({ id, start: begin, end }) => ({ id, at: (end ?? begin)?.at ?? -Infinity }));
  const last = ends.reduce((a, b) => (b.at >= a.at ? b : a), ends[0]!);
  return worldAt(trace, last.id)?.now;
}

const lines = (table: string): string[] => table.split('\n').toSorted();

/** Nobody can tell of a pod of which only the creation was seen, nor which of several of a name is the last one. */
function isUntold({ messages, view }: Trace): boolean {
  const names = view.pods.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`);
  return messages.every(({ method }) => method.startsWith('POST')) || new Set(names).size < names.length;
}

/** No message tells that a pod which was only seen is deleted. */
function undeleted(pods: readonly Pod[]): Pod[] {
  return pods.map((pod) => {
    const { deletionTimestamp: _gone, ...metadata } = pod.metadata ?? {};
    return { ...pod, metadata };
  });
}

/** Where the last state prints another table than the trace has. */
function otherTable(trace: Trace): string[] {
  if (trace.messages.length === 0 || (trace.source !== 'simulated' && isUntold(trace))) return [];
  const pods = [...(lastWorld(trace)?.pods.values() ?? [])].flatMap(({ pod, isDeleted }) =>
    pod && !isDeleted ? [pod] : [],
  );
  const print = (all: readonly Pod[]): string[] => lines(podTable(all, { wide: true, now: trace.end }));
  const isSimulated = trace.source === 'simulated';
  const printed = isSimulated ? print(pods) : print(undeleted(pods));
  const wanted = isSimulated ? lines(trace.table) : print(undeleted(trace.view.pods));
  return JSON.stringify(printed) === JSON.stringify(wanted)
    ? []
    : [`${trace.title}\n${wanted.join('\n')}\n${printed.join('\n')}`];
}

describe('the world at the last message is that of the trace', () => {
  test.each(readdirSync(samples).filter((name) => name.endsWith('.yaml')))('of %s', (name) => {
    const objects = parseManifest(readFileSync(new URL(name, samples), 'utf8')).objects.map(({ value }) => value);
    const { trace } = start({ objects, circumstances: circumstancesOf({}) });
    expect(otherTable(trace)).toEqual([]);
  });

  test.each(sets)('of the simulations of %s', (set) => {
    expect(recordings(set).flatMap((recording) => otherTable(replaySimulation(recording).trace))).toEqual([]);
  });

  test.each(sets)('of what was seen in %s', (set) => {
    expect(recordings(set).flatMap((recording) => otherTable(observedTrace(recording)))).toEqual([]);
  });
});

test('a step takes little, also the first one of 5,000 messages', () => {
  const objects = parseManifest(readFileSync(new URL('nginx.yaml', samples), 'utf8')).objects.map(({ value }) => value);
  const { trace } = start({ objects, circumstances: circumstancesOf({}) });
  const times = Math.ceil(5000 / trace.messages.length);
  const messages = Array.from({ length: times }, (_, nth) =>
    trace.messages.map((one) => ({ ...one, id: `${nth} ${one.id}` })),
  ).flat();
  const many = { ...trace, messages };
  const before = performance.now();
  const last = worldAt(many, messages.at(-1)!.id);
  const first = performance.now() - before;
  expect(last?.now.pods.size).toBe(1);
  expect(first).toBeLessThan(200);
  const again = performance.now();
  for (const { id } of messages) worldAt(many, id);
  expect((performance.now() - again) / messages.length).toBeLessThan(1);
});

test('each step tells what containers wait for, until they run', () => {
  const objects = parseManifest(readFileSync(new URL('nginx.yaml', samples), 'utf8')).objects.map(({ value }) => value);
  const { trace } = start({ objects, circumstances: circumstancesOf({}) });
  const waits = trace.messages.flatMap(({ id }) =>
    [...(worldAt(trace, id)?.now.pods.values() ?? [])].flatMap((at) => containersAt(at).map((one) => one.waitsFor)),
  );
  expect([...new Set(waits)]).toEqual([
    'a node, held by the scheduler, which has not chosen one yet',
    expect.stringMatching(
      /^its volumes, held by the kubelet of node \S+, which mounts kube-api-access-\S+ \(projected\)$/,
    ),
    'its image, held by the kubelet, which has not reached it yet',
    'its sandbox, held by the runtime, which is making it, with its network',
    'its image, held by the registry, from which it is being pulled',
    'its start, held by the kubelet, which has yet to create it',
    'its start, held by the runtime, which is creating it',
    'its start, held by the kubelet, which has yet to start it',
    'its start, held by the runtime, which is starting it',
    'its readiness, held by the kubelet, which has yet to report that it runs',
    '',
  ]);
});
