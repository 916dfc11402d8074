import { describe, expect, test } from 'vitest';
import { causeTitle } from '../../src/webview/outcome/causeTitle';
import { comparisonSummary } from '../../src/core/panel/toldDifferences';
import { grown, partAt, partOf } from '../../src/webview/timeline/laneParts';
import { laneSentence, partSentence } from '../../src/webview/timeline/laneText';
import { roundedUp, ticks } from '../../src/webview/timeline/ticks';
import { stepBy } from '../../src/webview/timeline/cellSteps';
import { compareTraces } from '../../src/core/comparison/comparison';
import { diagnose } from '../../src/core/diagnosis/diagnosis';
import { timeline, type Lane } from '../../src/core/trace/timeline';
import { recordings } from '../recordings/recordings';
import { observedTrace } from '../core/trace/observedTrace';
import { replaySimulation } from '../core/cluster/simulate/replaySimulation';

const recording = (name: string) => recordings('containerd').find((one) => one.name === name)!;
const trace = observedTrace(recording('pull.100MB'));
const [lane] = timeline(trace) as [Lane];
const stuck = timeline(observedTrace(recording('fault.image-not-found')))[0]!;
const kinds = ({ parts }: Lane): string[] => parts.map(({ kind }) => kind);

describe('a message and its part', () => {
  test('a call is in the part that is made of it, whatever its times', () => {
    for (const message of trace.messages.filter(({ method }) => method === 'PullImage'))
      expect(kinds(lane)[partOf(lane, message)]).toBe('pull');
  });

  test('a message that no part is made of is in the part in whose time it was', () => {
    const status = trace.messages.find(({ id, method, start }) => {
      const isBefore = start !== undefined && start.at < lane.end.at;
      return isBefore && method.endsWith('/status') && !lane.parts.some(({ messages }) => messages.includes(id));
    })!;
    const part = lane.parts[partOf(lane, status)]!;
    expect(part.start.at).toBeLessThanOrEqual(status.start!.at);
    expect(part.end.at).toBeGreaterThan(status.start!.at);
  });

  test('a moment after the end is in the last part', () => {
    expect(partAt(lane, 1e9)).toBe(lane.parts.length - 1);
    expect(partAt(lane, 0)).toBe(0);
  });
});

describe('a start that is under way', () => {
  test('goes on with time, its last part alone', () => {
    const later = grown(stuck, stuck.end.at + 5000);
    expect(later.whole.milliseconds).toBe(stuck.whole.milliseconds + 5000);
    expect(later.parts.slice(0, -1)).toEqual(stuck.parts.slice(0, -1));
    expect(later.parts.at(-1)!.end.at).toBe(stuck.end.at + 5000);
  });

  test('one that is through does not', () => {
    expect(grown(lane, lane.end.at + 5000)).toBe(lane);
  });

  test('is told as such, and one that is through by its end', () => {
    expect(laneSentence(stuck)).toMatch(/^\d+ s so far, not Ready yet$/);
    expect(laneSentence(lane)).toMatch(/^1\.\d s .*until it was Ready$/);
  });
});

test('a part is told with its times, its error, and how it is known', () => {
  const pull = lane.parts[kinds(lane).indexOf('pull')]!;
  expect(partSentence(pull, lane)).toMatch(
    /^image pull app \d+ ms: the image of app is pulled \(104 MB\), \d+ ms ±\d+ ms, from \+\d+ ms to \+1\.\d s, observed$/,
  );
});

describe('the axis', () => {
  test.each([1, 7, 40, 558, 1400, 17_000, 59_999, 365_000, 5_400_000, 90_000_000])(
    'over %d ms has steps that people count in',
    (whole) => {
      for (const width of [120, 600, 1500]) {
        const marks = ticks(whole, width);
        expect(marks[0]).toEqual({ at: 0, label: '0' });
        expect(marks.length).toBeLessThanOrEqual(width / 90 + 1);
        expect(marks.at(-1)!.at).toBeLessThanOrEqual(whole);
        expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length);
      }
    },
  );

  test('of what grows is wider than that, and stays for a while', () => {
    for (let whole = 1; whole < 1e7; whole *= 1.3) {
      expect(roundedUp(whole)).toBeGreaterThanOrEqual(whole * 1.05);
      expect(roundedUp(whole)).toBeLessThanOrEqual(whole * 2.2);
    }
    expect(roundedUp(16_000)).toBe(roundedUp(17_000));
  });
});

describe('keys', () => {
  const rows = [stuck, lane].map((one) => ({ uid: one.uid, name: one.pod, lane: one }));

  test('walk along a lane and stop at its ends', () => {
    const last = stuck.parts.length;
    expect(stepBy('next', { row: 0, cell: last }, rows, 5)).toEqual({ row: 0, cell: last });
    expect(stepBy('previous', { row: 0, cell: 1 }, rows, 5)).toEqual({ row: 0, cell: 0 });
    expect(stepBy('previous', { row: 0, cell: 1 }, rows.slice(0, 1), 5)).toEqual({ row: 0, cell: 1 });
    expect(stepBy('last', { row: 1, cell: 0 }, rows, 5)).toEqual({ row: 1, cell: lane.parts.length });
  });

  test('go to what the next lane did at the same time', () => {
    const first = stepBy('below', { row: 0, cell: 1 }, rows, 5);
    expect(first).toEqual({ row: 1, cell: 1 });
    // The first one's back-off is long after the second was through.
    expect(stepBy('farBelow', { row: 0, cell: stuck.parts.length }, rows, 5)).toEqual({
      row: 1,
      cell: lane.parts.length,
    });
    expect(stepBy('above', { row: 0, cell: 1 }, rows, 5)).toEqual({ row: 0, cell: 1 });
  });

  test('that mean nothing here are left to others', () => {
    expect(stepBy('select', { row: 0, cell: 0 }, rows, 5)).toBeUndefined();
  });
});

test('a cause that is only waited for is not told as a failure, and others alike are counted', () => {
  const [failed] = diagnose(observedTrace(recording('fault.image-not-found')).view);
  expect(causeTitle(failed!)).toMatch(/^Why pod web, container app does not run: the image/);
  expect(causeTitle({ ...failed!, isWaiting: true })).toMatch(/^What pod web, container app waits for: /);
  expect(causeTitle({ ...failed!, alike: 1 })).toContain('does not run (and 1 more pod like it): ');
  expect(causeTitle({ ...failed!, alike: 499 })).toContain('(and 499 more pods like it): ');
});

test('the comparison says in a line what was slower, and that nothing was', () => {
  const differences = compareTraces(trace, replaySimulation(recording('pull.100MB')).trace);
  expect(comparisonSummary(differences)).toMatch(/the image of app is pulled \(104 MB\) \d+ ms slower/);
  expect(comparisonSummary([])).toContain('as expected');
});
