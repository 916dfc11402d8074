import { expect, test } from 'vitest';
import { bounds } from '../../../src/core/observe/evidence/callBounds';
import { operationTotals, type MetricsReading } from '../../../src/core/observe/nodeRecords/kubeletMetrics';
import { measuredCalls } from '../../../src/core/observe/nodeRecords/measuredCalls';
import type { ObservedCall } from '../../../src/core/observe/evidence/observedCall';

function reading(at: number, count: number, seconds: number): MetricsReading {
  const series = 'kubelet_runtime_operations_duration_seconds';
  const text = `# HELP ${series} …\n${series}_sum{operation_type="run_podsandbox"} ${seconds}\n${series}_count{operation_type="run_podsandbox"} ${count}\n`;
  return { read: { earliest: at - 20, latest: at + 20 }, operations: operationTotals(text) };
}

function sandbox(start: number, end: number): ObservedCall {
  return {
    method: 'RunPodSandbox',
    start: { earliest: start, latest: end },
    end: { earliest: end - 40, latest: end },
    outcome: { ok: true },
    source: 'inferred',
    evidence: [],
  };
}

test('a call that alone was counted is as long as was measured', () => {
  const [call] = measuredCalls([sandbox(1000, 2000)], [reading(500, 7, 3), reading(5000, 8, 3.25)]);
  expect(call?.start?.earliest).toBeCloseTo(1960 - 250, 0);
  expect(call?.start?.latest).toBeCloseTo(2000 - 250 + bounds.client, 0);
});

test('of several that were counted, none is longer than all together', () => {
  const calls = [sandbox(1000, 2000), sandbox(1000, 4000)];
  const measured = measuredCalls(calls, [reading(500, 7, 3), reading(5000, 9, 3.5)]);
  expect(measured.map(({ start }) => Math.round(start?.earliest ?? 0))).toEqual([1460, 3460]);
});

test.each([
  ['another pod was started beside it', [reading(500, 7, 3), reading(5000, 9, 3.25)]],
  ['it may have ended before the first reading', [reading(1970, 7, 3), reading(5000, 8, 3.25)]],
  ['it may have been counted only after the last reading', [reading(500, 7, 3), reading(2030, 8, 3.25)]],
  ['the kubelet began anew', [reading(500, 7, 3), reading(5000, 1, 0.25)]],
])('nothing is concluded where %s', (_, readings) => {
  const calls = [sandbox(1000, 2000)];
  expect(measuredCalls(calls, readings)).toEqual(calls);
});
