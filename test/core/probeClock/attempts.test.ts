import { expect, test } from 'vitest';
import type { Container, Pod } from '../../../src/core/api/types';
import { start } from '../../../src/core/circumstances/start';
import { underWhatIfs } from '../../../src/core/circumstances/whatIf/underWhatIfs';
import { isSameValue } from '../../../src/core/isSameValue';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { attempts, type Attempt } from '../../../src/core/probeClock/attempts';
import { readyTime } from '../../../src/core/probeClock/readyTime';
import type { Message, Moment, Trace } from '../../../src/core/trace/trace';
import { observedRecordings, recordings, type ObservedRecording } from '../../recordings/recordings';
import { probeTimesCases } from '../../recordings/probeTimes';

const kinds = ['startup', 'readiness', 'liveness'] as const;

const all: ObservedRecording[] = [
  ...(['own', 'v2', 'containerd', 'more', 'stuck'] as const).flatMap((set) => recordings(set)),
  ...observedRecordings(),
].filter(({ watch }) => watch.some(({ object }) => isProbed(object)));

function isProbed({ spec }: Pod): boolean {
  return containersOf(spec).some((one) => kinds.some((kind) => one[`${kind}Probe`]));
}

function containersOf(spec: Pod['spec']): Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

function ownMessages({ messages }: Trace, { metadata }: Pod): Message[] {
  return messages.filter(
    ({ subject }) => subject?.pod === metadata?.name && subject?.namespace === metadata?.namespace,
  );
}

function outside(name: string, found: readonly Attempt[]): string[] {
  return found.flatMap(({ container, probe, nth, at, window, isOutside, last }) => [
    ...(isOutside ? [`${name} ${container} ${probe} ${nth}: ${JSON.stringify({ at, window })}`] : []),
    ...(last?.isOutside ? [`${name} ${container} ${probe}, the last: ${JSON.stringify(last)}`] : []),
  ]);
}

function observed({ watch, events }: ObservedRecording): Trace {
  const observation = new Observation();
  for (const evidence of savedEvidence(JSON.stringify({ watch, events }))) observation.add(evidence);
  return observation.trace();
}

test('each attempt that events tell lies in its window, and so does Ready', () => {
  const wrong: string[] = [];
  let [tried, ready] = [0, 0];
  for (const recording of all) {
    const trace = observed(recording);
    for (const pod of trace.view.pods) {
      const messages = ownMessages(trace, pod);
      const found = attempts(trace, pod, messages);
      tried += found.length;
      for (const text of outside(recording.name, found)) wrong.push(text);
      const time = readyTime(trace, pod, messages, found);
      if (time) ready++;
      if (time?.isOutside) wrong.push(`${recording.name} Ready: ${JSON.stringify(time)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(30);
  expect(ready).toBeGreaterThan(20);
});

/** What a runtime was really asked, as the messages of a trace. */
function calledTrace({ watch, cri, kubernetes }: ObservedRecording): Trace {
  const pods = [...new Map(watch.map(({ object }) => [object.metadata?.uid, object])).values()];
  const runs = new Map<string, { pod: Pod; container: Container }>();
  const messages = cri.flatMap(({ method: whole, request, response, error, start, end }, i): Message[] => {
    const method = whole.slice(whole.lastIndexOf('/') + 1);
    const call = request as { container_id?: string; cmd?: string[]; config?: { metadata?: { name?: string } }; sandbox_config?: { metadata?: { uid?: string } } }; // prettier-ignore
    if (method === 'CreateContainer') {
      const pod = pods.find(({ metadata }) => metadata?.uid === call.sandbox_config?.metadata?.uid);
      const container = containersOf(pod?.spec).find(({ name }) => name === call.config?.metadata?.name);
      if (pod && container) runs.set(String(response?.['container_id']), { pod, container });
      return [];
    }
    const run = runs.get(call.container_id ?? '');
    if (!run) return [];
    const { pod, container } = run;
    const asking = kinds.filter((kind) => isSameValue(container[`${kind}Probe`]?.exec?.command, call.cmd));
    const [probe] = asking;
    if (method !== 'StartContainer' && (method !== 'ExecSync' || asking.length !== 1 || !probe)) return [];
    const moment = (stamp: string): Moment => ({ at: Date.parse(stamp), precision: 1 });
    return [
      {
        id: `${i}`,
        from: 'kubelet',
        to: 'runtimeService',
        protocol: 'CRI',
        method,
        subject: { namespace: pod.metadata?.namespace ?? '', pod: pod.metadata?.name ?? '', container: container.name },
        response,
        start: moment(start),
        end: moment(end),
        outcome: error ? { ok: false, code: error.code, text: error.message } : { ok: true },
        source: 'simulated',
        level: 3,
        ...(probe && method === 'ExecSync' && { because: { type: 'probe', probe, periodSeconds: 1, failureThreshold: 1, successThreshold: 1 } }), // prettier-ignore
      },
    ];
  });
  const view = { pods, events: [], errors: [], warnings: [] };
  return { title: '', source: 'simulated', kubernetes, messages, notes: [], assumptions: [], missing: [], view, table: '', start: 0, end: 0 }; // prettier-ignore
}

test('each attempt that a runtime was really asked for lies in its window', () => {
  const wrong: string[] = [];
  const tried = new Map<string, number>();
  for (const recording of all) {
    const trace = calledTrace(recording);
    for (const pod of trace.view.pods) {
      const found = attempts(trace, pod, ownMessages(trace, pod));
      for (const { probe } of found) tried.set(probe, (tried.get(probe) ?? 0) + 1);
      for (const text of outside(recording.name, found)) wrong.push(text);
    }
  }
  expect(wrong).toEqual([]);
  for (const kind of kinds) expect(tried.get(kind) ?? 0).toBeGreaterThan(30);
});

test.each(['1.34', '1.37'] as const)('each attempt of a simulated start of %s lies in its window', (kubernetes) => {
  const wrong: string[] = [];
  let tried = 0;
  for (const { manifest } of probeTimesCases().slice(0, 12)) {
    const objects = parseManifest(manifest).objects.map(({ value }) => value);
    for (const answers of ['0s', '7s', '31s']) {
      const names = objects.flatMap(({ spec }) => containersOf(spec as Pod['spec']).map(({ name }) => name));
      const changes = [...new Set(names)].map((name) => ({ name: 'answers-after', values: [name, answers] }) as const);
      const { trace } = start({ objects, circumstances: underWhatIfs({ kubernetes, seconds: 90 }, changes) });
      for (const pod of trace.view.pods) {
        const found = attempts(trace, pod, ownMessages(trace, pod));
        tried += found.length;
        for (const text of outside(answers, found)) wrong.push(text);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(500);
});

test('an attempt that came at another time is outside its window', () => {
  const recording = all.find(({ name }) => name === 'fault.startup-fails')!;
  const trace = { ...observed(recording), kubernetes: '1.37' };
  const [pod] = trace.view.pods;
  const messages = ownMessages(trace, pod!);
  const late = messages.map((one): Message => {
    const isFirst = one.protocol === 'probe' && one === messages.find(({ protocol }) => protocol === 'probe');
    return isFirst ? { ...one, end: { at: one.end!.at + 1_650, precision: 0 } } : one;
  });
  const [first] = attempts(trace, pod!, messages);
  expect(first).toMatchObject({ probe: 'startup', nth: 1, isExact: true, isOutside: false });
  expect(attempts(trace, pod!, late).some(({ isOutside }) => isOutside)).toBe(true);
});

test('of attempts that one event tells of, the first and the last have a window', () => {
  const recording = all.find(({ name }) => name === 'fault.readiness-fails') ?? all.find(({ events }) => events.some(({ reason, count = 1 }) => reason === 'Unhealthy' && count > 2))!; // prettier-ignore
  const last = new Map(recording.events.map((event) => [event.metadata.uid, event]));
  const trace = observed({ ...recording, events: [...last.values()] });
  const found = trace.view.pods.flatMap((pod) => attempts(trace, pod, ownMessages(trace, pod)));
  expect(found.filter((one) => one.last).length).toBeGreaterThan(0);
  expect(outside(recording.name, found)).toEqual([]);
});
