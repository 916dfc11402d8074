import { describe, expect, test } from 'vitest';
import { diagramText } from '../../../src/core/diagram/diagramText';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings, type Recording } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';

const own = recordings('own');

/** The ends of processes that a recording's statuses tell of: container, exit code, and the second. */
function recordedEnds({ watch }: Recording): Set<string> {
  const found = new Set<string>();
  for (const { object } of watch) {
    const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = object.status ?? {};
    for (const { name, state, lastState } of [
      ...initContainerStatuses,
      ...containerStatuses,
      ...ephemeralContainerStatuses,
    ])
      for (const ended of [state?.terminated, lastState?.terminated])
        if (ended?.containerID && Date.parse(ended.startedAt ?? '') > 0 && ended.reason !== 'RestartingAllContainers')
          found.add(`${object.metadata?.name} ${name} ${ended.exitCode} ${Date.parse(ended.finishedAt ?? '')}`);
  }
  return found;
}

const exits = ({ messages }: Trace) => messages.filter(({ protocol }) => protocol === 'process');
const kept = own.map((recording) => ({
  recording,
  simulated: replaySimulation(recording).trace,
  observed: observedTrace(recording),
}));

/** The lines of a trace's diagram, of all pods together. */
const linesOf = (trace: Trace): string[] => diagramText(trace, { level: 3, pageSize: 5000 }).split('\n');

describe('what is drawn of what was recorded', () => {
  test('each process that ended ends once, within its second', () => {
    let ends = 0;
    for (const { recording, observed } of kept) {
      const told = exits(observed).map(({ subject, response, start }) => {
        const { exit_code: code } = response as { exit_code: number };
        const { at, precision } = start!;
        expect(Math.floor((at - precision) / 1000), recording.name).toBe(Math.floor(at / 1000));
        expect(precision, recording.name).toBeLessThanOrEqual(500);
        return `${subject?.pod} ${subject?.container} ${code} ${Math.floor(at / 1000) * 1000}`;
      });
      expect(told.toSorted(), recording.name).toEqual([...recordedEnds(recording)].toSorted());
      ends += told.length;
    }
    expect(ends).toBeGreaterThan(30);
  });

  test('simulated, the same containers end with the same codes', () => {
    for (const { recording, simulated } of kept) {
      const codes = (trace: Trace): Set<string> =>
        new Set(exits(trace).map(({ subject, response }) => `${subject?.container} ${JSON.stringify(response)}`));
      const missing = [...codes(observedTrace(recording))].filter((one) => !codes(simulated).has(one));
      expect(missing, recording.name).toEqual([]);
    }
  });

  test.each(['simulated', 'observed'] as const)('each end is an arrow at its place, %s', (source) => {
    for (const { recording, [source]: trace } of kept) {
      const drawn = linesOf(trace).filter((line) => /container(?:_\d+)?-(?:x|>>)runtimeService/.test(line));
      expect(drawn.length, recording.name).toBe(exits(trace).length);
    }
  });

  test('a probe that fails is drawn with ✗, and many equal attempts are one', () => {
    let attempts = 0;
    for (const { recording, simulated } of kept) {
      const probes = simulated.messages.filter(
        ({ protocol, because }) => protocol === 'probe' || because?.type === 'probe',
      );
      const failed = probes.filter(
        ({ outcome, response }) => !outcome.ok || (response as { exit_code?: number })?.exit_code,
      );
      const lines = linesOf(simulated);
      if (failed.length > 0)
        expect(
          lines.some((line) => line.includes('✗')),
          recording.name,
        ).toBe(true);
      const calls = lines.filter((line) => /->>.*(?:\w+ probe \w|ExecSync)/.test(line));
      const told = calls.reduce((sum, line) => sum + Number(/ × (\d+)/.exec(line)?.[1] ?? 1), 0);
      const hooks = simulated.messages.filter(
        ({ because, method }) => method === 'ExecSync' && because?.type === 'runHook',
      );
      expect(told, recording.name).toBe(probes.length + hooks.length);
      attempts += probes.length;
    }
    expect(attempts).toBeGreaterThan(50);
  });

  test.each(['simulated', 'observed'] as const)('what was refused or failed is crossed, %s', (source) => {
    for (const { recording, [source]: trace } of kept) {
      const failed = trace.messages.some(({ outcome }) => !outcome.ok);
      const crossed = linesOf(trace).some((line) => line.includes(': ✗ ') || line.includes('≈ ✗'));
      expect(crossed || !failed, recording.name).toBe(true);
    }
  });

  test('where several pods are shown, each call of the runtime says for which', () => {
    let several = 0;
    for (const { recording, simulated } of kept) {
      const pods = new Set(simulated.messages.flatMap(({ subject }) => subject?.pod ?? []));
      if (pods.size < 2) continue;
      several++;
      const calls = linesOf(simulated).filter((line) => /->>.*(?:CreateContainer|RunPodSandbox|PullImage)/.test(line));
      expect(
        calls.filter((line) => ![...pods].some((pod) => line.includes(pod))),
        recording.name,
      ).toEqual([]);
    }
    expect(several).toBeGreaterThan(0);
  });

  test.each(['simulated', 'observed'] as const)('what is activated is deactivated again, %s', (source) => {
    for (const { recording, [source]: trace } of kept) {
      const open = new Map<string, number>();
      for (const line of linesOf(trace)) {
        const [, on] = /->>\+(\w+):/.exec(line) ?? [];
        const off = /^ +(\w+)--(?:>>|x)-/.exec(line)?.[1] ?? /^ +deactivate (\w+)$/.exec(line)?.[1];
        if (on !== undefined) open.set(on, (open.get(on) ?? 0) + 1);
        if (off !== undefined) open.set(off, (open.get(off) ?? 0) - 1);
      }
      expect(
        [...open.values()].every((count) => count === 0),
        recording.name,
      ).toBe(true);
    }
  });
});

test('a pull that is under way reaches to the foot of the diagram, from its place', () => {
  const recording = own.find(({ events }) => events.some(({ reason }) => reason === 'Pulling'))!;
  const last = recording.events.findIndex(({ reason }) => reason === 'Pulling');
  const until = recording.events[last]!.firstTimestamp ?? recording.events[last]!.eventTime ?? '';
  const cut = {
    watch: recording.watch.filter(({ at }) => Date.parse(at) <= Date.parse(until) + 999).slice(0, 3),
    events: recording.events.slice(0, last + 1),
  };
  const lines = linesOf(observedTrace(cut)).map((line) => line.trim());
  const pull = lines.findIndex((line) => line.includes('PullImage'));
  expect(lines[pull]).toMatch(/->>\+imageService/);
  expect(lines.findIndex((line) => line.includes('RunPodSandbox'))).toBeLessThan(pull);
  expect(lines).toContain('deactivate imageService');
});
