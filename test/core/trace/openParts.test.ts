import { expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { partSpanText } from '../../../src/core/trace/partSpanText';
import { timeline } from '../../../src/core/trace/timeline';
import type { Scenario } from '../../../src/core/scenario/scenario';
import { observedTrace } from './observedTrace';
import { recordings } from '../../recordings/recordings';

const { objects } = parseManifest(
  '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: app, image: nginx}]}}',
);
const lanesOf = (scenario: Scenario, seconds?: number) => {
  const faults = [{ id: 'fault', label: 'Fault', detail: 'Fails', scenario }];
  const circumstances = { faults, ...(seconds !== undefined && { seconds }) };
  return timeline(start({ objects: objects.map(({ value }) => value), circumstances }).trace);
};
const crash: Scenario = { containers: { app: { exit: 1, afterMs: 1000, reason: 'Error' } } };

test('the back-off at the end of a crash loop goes on, and how long it takes is known', () => {
  const part = lanesOf(crash, 55)[0]!.parts.at(-1)!;
  expect(part.kind).toBe('backOff');
  expect(part.open).toEqual({ of: 40_000 });
  expect(partSpanText(part)).toMatch(/^[\d.]+ s of 40 s so far$/);
});

test('at each second of a crash loop only the last part goes on, and no back-off is longer than it takes', () => {
  for (let seconds = 1; seconds <= 40; seconds += 3) {
    const [{ parts } = { parts: [] }] = lanesOf(crash, seconds);
    expect(parts.filter(({ open }) => open).every((part) => part === parts.at(-1))).toBe(true);
    const last = parts.at(-1)!;
    // The kubelet looks up to half as late again.
    if (last.open?.of !== undefined) expect(last.end.at - last.start.at).toBeLessThanOrEqual(last.open.of * 1.5);
  }
});

test('a pull that waits to be tried again goes on', () => {
  const image = 'nginx';
  const [{ parts } = { parts: [] }] = lanesOf({
    images: { [image]: { present: false } },
    errors: [{ method: 'PullImage', match: image, code: 'NotFound', message: 'not found' }],
  });
  expect(parts.at(-1)?.open).toBeDefined();
  expect(partSpanText(parts.at(-1)!)).toMatch(/ so far$/);
});

test('nothing goes on of a start that is through', () => {
  for (const recording of recordings('own')) {
    for (const { reached, parts } of timeline(observedTrace(recording)))
      if (reached !== undefined) expect(parts.filter(({ open }) => open)).toEqual([]);
  }
});
