import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { circumstancesOf } from '../../../src/core/circumstances/circumstances';
import { start } from '../../../src/core/circumstances/start';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { atLevel } from '../../../src/core/trace/atLevel';
import { hasLevel, kindOfMessage, levelOf } from '../../../src/core/trace/messageLevels';
import type { Trace } from '../../../src/core/trace/trace';
import { audits, recordings, type RecordingSet } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from './observedTrace';

const samples = new URL('../../../samples/', import.meta.url);

function explainedTrace(text: string): Trace {
  const objects = parseManifest(text).objects.map(({ value }) => value);
  return start({ objects, circumstances: circumstancesOf({}) }).trace;
}

/** The kinds of messages that the table of levels does not have. */
function unknownKinds(traces: readonly Trace[]): string[] {
  const found = traces.flatMap(({ messages }) => messages.filter((message) => !hasLevel(message)).map(kindOfMessage));
  return [...new Set(found)].toSorted();
}

describe('each kind of message has a row in the table of levels', () => {
  test.each(readdirSync(samples))('of the sample %s', (file) => {
    expect(unknownKinds([explainedTrace(readFileSync(new URL(file, samples), 'utf8'))])).toEqual([]);
  });

  test.each<RecordingSet>(['own', 'v2', 'containerd'])('of the simulations of %s', (set) => {
    expect(unknownKinds(recordings(set).map((recording) => replaySimulation(recording).trace))).toEqual([]);
  });

  test('of the simulations of audit logs', () => {
    expect(unknownKinds(audits().map((recording) => replaySimulation(recording).trace))).toEqual([]);
  });

  test.each<RecordingSet>(['own', 'v2', 'containerd', 'stuck'])('of what was observed in %s', (set) => {
    expect(unknownKinds(recordings(set).map((recording) => observedTrace(recording)))).toEqual([]);
  });
});

describe('the levels of a plain pod', () => {
  const trace = explainedTrace(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: nginx}\nspec: {containers: [{name: nginx, image: nginx}]}\n',
  );

  test('its story is about ten arrows', () => {
    const kinds = atLevel(trace, 1).messages.map(kindOfMessage);
    expect(kinds).toEqual([
      'HTTP POST pods',
      'HTTP WATCH ADDED pods',
      'HTTP POST pods/binding',
      'HTTP WATCH MODIFIED pods',
      'CRI RunPodSandbox',
      'CNI ADD',
      'CRI PullImage',
      'CRI CreateContainer',
      'CRI StartContainer',
      'HTTP PATCH pods/status (Ready)',
    ]);
  });

  test('events and tokens are shown with everything only', () => {
    const added = atLevel(trace, 3).messages.filter((message) => !atLevel(trace, 2).messages.includes(message));
    expect(new Set(added.map(kindOfMessage))).toEqual(new Set(['HTTP POST events', 'HTTP POST serviceaccounts/token']));
  });

  test('each note stands after a message that is shown', () => {
    for (const level of [1, 2, 3] as const) {
      const { messages, notes } = atLevel(trace, level);
      const ids = new Set(messages.map(({ id }) => id));
      expect(notes.map(({ text }) => text)).toEqual(trace.notes.map(({ text }) => text));
      expect(notes.filter(({ after }) => after !== undefined && !ids.has(after))).toEqual([]);
    }
  });
});

test.each([
  ['a pod that ends', { containers: { app: { exit: 1, afterMs: 500 } } }, 'HTTP PATCH pods/status (ended)'],
  ['a pod that is deleted', { actions: [{ after: 2, delete: 'web' }] }, 'HTTP DELETE pods'],
])('the story tells of %s, and of being ready once', (_, scenario, told) => {
  const objects = parseManifest(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {restartPolicy: Never, containers: [{name: app, image: nginx}]}\n',
  ).objects.map(({ value }) => value);
  const { trace } = start({ objects, circumstances: circumstancesOf({ scenario, seconds: 40 }) });
  const kinds = atLevel(trace, 1).messages.map(kindOfMessage);
  expect(kinds).toContain(told);
  expect(kinds.filter((kind) => kind === 'HTTP PATCH pods/status (Ready)')).toHaveLength(1);
  expect(kinds.length).toBeLessThan(15);
});

test('nobody acts on a pod before hearing of it', () => {
  const { messages } = explainedTrace(readFileSync(new URL('shop.yaml', samples), 'utf8'));
  const heard = new Map<string, number>();
  for (const [i, { from, to, method, subject, protocol }] of messages.entries()) {
    if (method.startsWith('WATCH ')) heard.set(`${to} ${subject?.pod}`, i);
    else if (protocol === 'HTTP' && from === 'scheduler' && /\/pods\//.test(method))
      expect(heard.get(`${from} ${subject?.pod}`), method).toBeLessThan(i);
  }
  expect(heard.size).toBeGreaterThan(3);
});

test('what failed is shown by default, whatever it is', () => {
  const outcome = { ok: false, code: '403 Forbidden', text: 'no' } as const;
  const message = { protocol: 'HTTP', method: 'POST /api/v1/namespaces/default/events' } as const;
  expect(levelOf({ ...message, outcome: { ok: true } })).toBe(3);
  expect(levelOf({ ...message, outcome })).toBe(2);
});
