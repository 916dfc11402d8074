import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { restarts } from '../../../src/core/diagnosis/restarts';
import { savedObservation, type SavedFile } from '../../../src/core/observe/savedObservation';
import type { Trace } from '../../../src/core/trace/trace';

const ended = (id: string, minute: string): object => ({
  terminated: {
    exitCode: 3,
    reason: 'Error',
    startedAt: `2026-05-04T10:${minute}:00Z`,
    finishedAt: `2026-05-04T10:${minute}:01Z`,
    containerID: `containerd://${id}`,
  },
});
const waiting = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } };
const running = { running: { startedAt: '2026-05-04T10:09:00Z' } };

function podOf(name: string, containers: Readonly<Record<string, [state: object, lastState?: object]>>): object {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, namespace: 'shop', uid: name, creationTimestamp: '2026-05-04T10:00:00Z', resourceVersion: '7' },
    spec: { nodeName: 'n1', containers: Object.keys(containers).map((one) => ({ name: one, image: `shop/${one}:1` })) },
    status: {
      phase: 'Running',
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-05-04T10:00:00Z' },
        { type: 'Ready', status: Object.values(containers).every(([state]) => 'running' in state) ? 'True' : 'False' },
      ],
      containerStatuses: Object.entries(containers).map(([one, [state, lastState]]) => ({
        name: one,
        image: `shop/${one}:1`,
        imageID: '',
        ready: 'running' in state,
        restartCount: 2,
        containerID: `containerd://${one}`,
        state,
        ...(lastState && { lastState }),
      })),
    },
  };
}

function shown(pods: readonly object[], ...logs: SavedFile[]): { trace: Trace; stray: string[]; evidence: string[] } {
  const observation = savedObservation([{ name: 'pods.json', text: JSON.stringify({ items: pods }) }, ...logs]);
  const trace = observation.trace();
  const found = diagnose(trace.view, { now: trace.end });
  const all = [...found, ...restarts(trace.view, trace.end, found)];
  return { trace, stray: observation.strayLogs, evidence: all.map(({ evidence }) => evidence) };
}

const crashing = podOf('web-1', { app: [waiting, ended('app', '03')] });
const notesOf = ({ notes }: Trace): string[] => notes.map(({ text }) => text);

describe('the log of a container that ended', () => {
  test.each([
    ['of a dump', 'shop/web-1/logs.txt', '==== START logs for container app of pod shop/web-1 ====\na\nno db\n==== END logs for container app of pod shop/web-1 ====\n'],
    ['of a dump, of which the end alone is read', 'logs.txt', 'a\nno db\n==== END logs for container app of pod shop/web-1 ====\n'],
    ['with prefixes', 'all.txt', '[pod/web-1/app] a\n[pod/web-1/app] no db\n'],
    ['that its name tells', 'web-1_app.log', 'a\r\n\r\nno db\r\n'],
    ['of the run before', 'previous.log', 'a\nno db'],
    ['in colours', 'app.log', '\u001b[1;31ma\u001b[0m\nno db\n'],
  ])('stands at its end: %s', (_name, name, text) => {
    const { trace, evidence, stray } = shown([crashing], { name, text });
    expect(notesOf(trace)).toEqual(['its log ends: a ↵ no db']);
    const exit = trace.messages.find(({ id }) => id === trace.notes[0]?.after);
    expect(exit?.method).toBe('exit');
    expect(evidence).toEqual([expect.stringMatching(/exit code 3; its log ends: a ↵ no db$/)]);
    expect(stray).toEqual([]);
  }); // prettier-ignore

  test('is cut to its last lines, each to what one reads, and nothing of it is seen that is not text', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `line ${i}`);
    const text = `${lines.join('\n')}\n${'x'.repeat(5000)}\u202e\u001b]0;title\u0007\n\u202eb\n`;
    const [note = ''] = notesOf(shown([crashing], { name: 'x', text, isLog: true }).trace);
    expect(note).toMatch(/^its log ends: line 47 ↵ line 48 ↵ line 49 ↵ x{299}… ↵ \\u202eb$/);
  });
});

test('the log of a run that goes on is shown at no end, that of the run before is', () => {
  const pod = podOf('web-1', { app: [running, ended('old', '03')] });
  const now = { name: 'web-1.log', text: 'serving\n' };
  expect(notesOf(shown([pod], now).trace)).toEqual([]);
  const { trace, evidence } = shown([pod], now, { name: 'web-1-previous.log', text: 'no db\n' });
  expect(notesOf(trace)).toEqual(['its log ends: no db']);
  expect(evidence.join('\n')).toContain('its log ends: no db');
  expect(evidence.join('\n')).not.toContain('serving');
});

test('of several containers the one counts that the name tells, or that has ended', () => {
  const pods = [podOf('web-1', { app: [waiting, ended('app', '03')], proxy: [running] }), podOf('db-1', { db: [running] })];
  const text = 'no db\n';
  const container = (name: string): string[] =>
    (shown(pods, { name, text, isLog: true }).trace.view.logs ?? []).map((log) => `${log.pod}/${log.container}`);
  expect(container('x.txt')).toEqual(['web-1/app']);
  expect(container('web-1_proxy.txt')).toEqual(['web-1/proxy']);
  expect(container('logs/db-1/out')).toEqual(['db-1/db']);
}); // prettier-ignore

test('a log that may be of several containers, or of none, is told as not read', () => {
  const pods = ['web-1', 'web-2'].map((name) => podOf(name, { app: [waiting, ended(name, '03')] }));
  expect(shown(pods, { name: 'app.log', text: 'a\n' }).stray).toEqual(['app.log']);
  expect(shown(pods, { name: 'b', text: '[pod/web-3/app] a\n' }).stray).toEqual(['b']);
});

test('what is no log is read as before, whatever its name', () => {
  const text = JSON.stringify(crashing);
  for (const name of ['pod.log', 'logs.txt', 'web-log.json']) {
    expect(savedObservation([{ name, text }]).pods).toHaveLength(1);
    expect(savedObservation([{ name, text: `---\n${text}` }]).pods).toHaveLength(1);
  }
  expect(shown([crashing], { name: 'web-log.yaml', text: 'a: b\n' }).trace.view.logs).toBeUndefined();
});

test('a log whose lines are JSON is a log', () => {
  const text = '{"level":"info","msg":"a"}\n{"level":"error","msg":"no db"}\n';
  expect(notesOf(shown([crashing], { name: 'app.log', text }).trace)[0]).toContain('"msg":"no db"}');
});
