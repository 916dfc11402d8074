import { expect, test } from 'vitest';
import { Progress } from '../../src/cli/progress';
import { Observation } from '../../src/core/observe/observation';
import { recordedStream } from '../core/trace/recordedStream';
import { recordings } from '../recordings/recordings';

/** What is printed of a recorded start, looked at every 50 ms; its events come `lag` milliseconds late. */
function told(name: string, lag = 0): string[] {
  const recording = [...recordings('own'), ...recordings('more')].find((one) => one.name === name)!;
  const observation = new Observation();
  const lines: string[] = [];
  const progress = new Progress((text) => lines.push(...text.trimEnd().split('\n')));
  const stream = recordedStream(recording)
    .map(({ at, object }) => ({ at: 'involvedObject' in object ? at + lag : at, object }))
    .sort((a, b) => a.at - b.at);
  const last = stream.at(-1)!.at + 2_000;
  for (let now = stream[0]!.at; now < last; now += 50) {
    while (stream[0] && stream[0].at <= now) {
      const { at, object } = stream.shift()!;
      const kind = 'involvedObject' in object ? 'Event' : 'Pod';
      observation.add({ kind: 'object', type: 'MODIFIED', object: { ...object, kind }, arrived: { at, precision: 0 } });
    }
    progress.tell(observation.trace({ now }), now);
  }
  progress.tell(observation.trace({ now: last }), last, true);
  return lines;
}

test('each call of a start is told once, in order, and as exact as its events, which come after the status', () => {
  const lines = told('seed.kubectl-run-nginx', 700);
  const calls = lines.flatMap(
    (line) => /\b(RunPodSandbox|PullImage|CreateContainer|StartContainer)\b.*/.exec(line) ?? [],
  );
  expect(calls.filter((_, i) => i % 2 === 1)).toEqual([
    'RunPodSandbox',
    'PullImage',
    'CreateContainer',
    'StartContainer',
  ]);
  // Only the sandbox has no event of its own.
  expect(lines.filter((line) => line.includes('inferred'))).toEqual([expect.stringContaining('RunPodSandbox')]);
  // What every start waits for a moment is no news.
  expect(lines.join('\n')).not.toMatch(/^(what|why) /m);
});

test('why a pod does not run is told once, and that it is over', () => {
  const lines = told('fault.image-pull-recovers');
  const why = lines.filter((line) => line.startsWith('why pod '));
  expect(why).toEqual([expect.stringMatching(/image .* cannot be pulled/)]);
  const over = lines.findIndex((line) => /^resolved: pod .* cannot be pulled/.test(line));
  expect(over).toBeGreaterThan(lines.indexOf(why[0]!));
  expect(lines.slice(over).join('\n')).toContain(' StartContainer ');
});

test('nothing that the kubelet ends in its turn is told as trouble', () => {
  expect(told('h.workload.Job.sidecar').join('\n')).not.toMatch(/^why /m);
});

test('a cause that is away for less than a second, as with each retry, is told once', () => {
  const involvedObject = { kind: 'ReplicaSet', name: 'web-5d4f', namespace: 'shop', uid: 'r1' };
  const event = (reason: string, at: string, version: string) => ({
    kind: 'Event',
    metadata: { name: `web.${reason}`, namespace: 'shop', uid: reason, resourceVersion: version },
    involvedObject,
    type: 'Warning',
    reason,
    message:
      reason === 'FailedCreate' ? 'Error creating: pods "x" is forbidden: exceeded quota: few' : 'Created pod: x',
    firstTimestamp: at,
    lastTimestamp: at,
  });
  const steps = [
    event('FailedCreate', '2026-01-01T00:00:10Z', '1'),
    event('SuccessfulCreate', '2026-01-01T00:00:11Z', '2'),
    event('FailedCreate', '2026-01-01T00:00:12Z', '3'),
    event('SuccessfulCreate', '2026-01-01T00:00:14Z', '4'),
  ];
  const observation = new Observation();
  const lines: string[] = [];
  const progress = new Progress((text) =>
    lines.push(...text.split('\n').filter((line) => /^(why|resolved)/.test(line))),
  );
  let now = Date.parse('2026-01-01T00:00:10Z');
  const look = (object: object, milliseconds: number): void => {
    observation.add({ kind: 'object', type: 'ADDED', object });
    for (const end = now + milliseconds; now < end; now += 50) progress.tell(observation.trace({ now }), now);
  };
  for (const [index, step] of steps.entries()) look(step, index === 3 ? 2_000 : 500);
  expect(lines).toEqual([
    expect.stringMatching(/^why ReplicaSet web-5d4f does not run/),
    expect.stringMatching(/^resolved: ReplicaSet web-5d4f/),
  ]);
});

test('a pipeline is told nothing of the calls of pods that had started before', () => {
  const { watch, events } = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
  const observation = new Observation();
  const at = Date.parse('2026-01-01T00:00:00Z');
  for (const object of [watch.at(-1)!.object, ...events.map((event) => ({ ...event, kind: 'Event' }))])
    observation.add({
      kind: 'object',
      type: 'ADDED',
      object: { kind: 'Pod', ...object },
      arrived: { at, precision: 0 },
    });
  const trace = observation.trace({ now: at });
  const lines: string[] = [];
  const [all, quiet] = [new Progress((text) => lines.push(text)), new Progress((text) => lines.push(text))];
  quiet.passOver(trace);
  quiet.tell(trace, at, true);
  expect(lines).toEqual([]);
  all.tell(trace, at, true);
  expect(lines.join('')).toContain('StartContainer');
});
