import { expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { compareStarts } from '../../../src/core/comparison/compareStarts';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { podStatusWord } from '../../../src/core/trace/podStatusWord';
import type { Trace } from '../../../src/core/trace/trace';

const { objects } = parseManifest(
  '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: app, image: nginx}]}}',
);
const after = (seconds: number): Trace =>
  start({
    objects: objects.map(({ value }) => value),
    circumstances: {
      seconds,
      faults: [
        { id: 'crash', label: 'Crash', detail: '', scenario: { containers: { app: { exit: 1, afterMs: 1000 } } } },
      ],
    },
  }).trace;
const wordOf = ({ view }: Trace): string => podStatusWord(view.pods[0]!).status;
const usual = start({ objects: objects.map(({ value }) => value), circumstances: {} }).trace;

test('a comparison has the word of kubectl for how a pod ends', () => {
  const words = new Set<string>();
  for (const seconds of [12, 22, 30]) {
    const crashed = after(seconds);
    const status = compareStarts(usual, crashed).ends[0]?.differences.find(({ what }) => what === 'status');
    if (!status) continue;
    words.add(wordOf(crashed));
    expect(status.right?.startsWith(`${wordOf(crashed)}, `), status.right).toBe(true);
  }
  expect([...words]).toContain('Error');
});

test('of a container that is tried again and again, the word of one moment is no difference', () => {
  const error = after(30);
  const [pod] = error.view.pods;
  const [own] = pod!.status!.containerStatuses!;
  const state = { waiting: { reason: 'CrashLoopBackOff' } };
  const status = { ...pod!.status, containerStatuses: [{ ...own!, state, lastState: own!.state! }] };
  const waiting: Trace = { ...error, view: { ...error.view, pods: [{ ...pod!, status }] } };
  expect([error, waiting].map(wordOf)).toEqual(['Error', 'CrashLoopBackOff']);
  const [end] = compareStarts(error, waiting).ends;
  expect(end?.differences.filter(({ what }) => what === 'status')).toEqual([]);
});
