import { describe, expect, test } from 'vitest';
import { savedObservation } from '../../../src/core/observe/savedObservation';
import { Observation } from '../../../src/core/observe/observation';
import { timeline } from '../../../src/core/trace/timeline';
import { story } from '../../../src/core/story/story';

const pod = {
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'u', creationTimestamp: '2026-05-04T10:00:00Z', resourceVersion: '1' },
  spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'a' }] },
  status: { phase: 'Running', startTime: '2026-05-04T10:00:00Z' },
}; // prettier-ignore
const eventOf = (reason: string, message: string, count: number, last: string): object => ({
  kind: 'Event',
  metadata: { name: `web.${reason}`, namespace: 'shop', uid: reason, creationTimestamp: '2026-05-04T10:00:10Z' },
  involvedObject: { kind: 'Pod', name: 'web', namespace: 'shop', uid: 'u', fieldPath: 'spec.containers{app}' },
  reason,
  message,
  type: 'Warning',
  count,
  firstTimestamp: '2026-05-04T10:00:10Z',
  lastTimestamp: last,
  source: { component: 'kubelet' },
});
const saved = (...events: object[]) =>
  savedObservation([{ name: 'a', text: JSON.stringify({ kind: 'List', items: [pod, ...events] }) }]).trace();

describe('the repeats of an event that only its count tells', () => {
  const backOff = eventOf('BackOff', 'Back-off restarting', 12, '2026-05-04T10:22:10Z');
  const unhealthy = eventOf('Unhealthy', 'Liveness probe failed: no', 12, '2026-05-04T10:22:10Z');

  test('are told once, with how many they are and over how long', () => {
    const text = story(saved(backOff, unhealthy));
    expect(text.match(/BackOff/g)).toHaveLength(1);
    expect(text).toContain('BackOff: Back-off restarting × 12, over 22 min');
    expect(text.match(/liveness probe/g)).toHaveLength(1);
    expect(text).toContain('liveness probe app × 12');
  });

  test('are spread over their span in the timeline, each as uncertain as it is', () => {
    const [lane] = timeline(saved(backOff));
    const marks = lane?.marks ?? [];
    expect(marks).toHaveLength(12);
    const at = marks.map((mark) => (mark.at.at - Date.parse('2026-05-04T10:00:10Z')) / 60_000);
    for (const [i, minutes] of at.entries()) expect(minutes).toBeCloseTo(2 * i, 0);
    for (const { at: moment } of marks.slice(1, -1)) {
      expect(moment.at - moment.precision).toBeLessThanOrEqual(Date.parse('2026-05-04T10:00:11Z'));
      expect(moment.at + moment.precision).toBeGreaterThanOrEqual(Date.parse('2026-05-04T10:22:10Z'));
    }
    expect(new Set(marks.map(({ text }) => text))).toEqual(new Set(['event BackOff × 12: Back-off restarting']));
    expect(lane?.marksText).toBe('12 events');
  });

  test('two billion of them are as many marks as one can tell apart', () => {
    const [lane] = timeline(saved(eventOf('BackOff', 'x', 2_000_000_000, '2026-05-04T10:22:10Z')));
    expect(lane?.marks.length).toBeLessThan(30);
    expect(lane?.marksText).toBe('2000000000 events');
  });
});

test('a repeat that was seen has its own time', () => {
  const observation = new Observation();
  observation.add({ kind: 'object', type: 'ADDED', object: pod });
  for (const [i, minute] of ['00', '02', '09'].entries())
    observation.add({
      kind: 'object',
      type: i === 0 ? 'ADDED' : 'MODIFIED',
      object: eventOf('BackOff', 'Back-off restarting', i + 1, `2026-05-04T10:${minute}:10Z`),
    });
  const { notes } = observation.trace();
  expect(notes.map(({ text }) => text)).toEqual(Array(3).fill('BackOff: Back-off restarting'));
  expect(notes.map(({ at }) => new Date(at.at).getUTCMinutes())).toEqual([0, 2, 9]);
});
