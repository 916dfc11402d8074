import { Ajv } from 'ajv';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compareStarts } from '../../../src/core/comparison/compareStarts';
import { Observation, type TraceSelection } from '../../../src/core/observe/observation';
import { schemaProblem } from '../../../src/core/observe/saved/jsonSchema';
import { readStartFile } from '../../../src/core/observe/saved/readStartFile';
import { startFileSchema } from '../../../src/core/observe/saved/startFileSchema';
import { savedObservation } from '../../../src/core/observe/savedObservation';
import { savedStart } from '../../../src/core/observe/savedStart';
import { startFile } from '../../../src/core/observe/startFile';
import { findings } from '../../../src/core/panel/findings';
import { seededRandom } from '../../../src/core/random';
import {
  auditedStarts,
  auditLog,
  observedRecordings,
  recordedReleases,
  recordings,
  releaseRecordings,
  type Recording,
  type RecordingSet,
} from '../../recordings/recordings';
import { auditLines } from './auditLines';
import { recordedStream } from '../trace/recordedStream';
import { pathsIn } from '../explain/everyField';
import { changed } from '../../attacks/changed';
import { hostileKeys, wrongValues } from '../../attacks/wrongValues';

const schemaFile = fileURLToPath(new URL('../../../schemas/podstart.schema.json', import.meta.url));
const isValid = new Ajv({ allErrors: true, strictTypes: false }).compile(startFileSchema);

/** Each file that is written is what the schema says. */
function written(observation: Observation, selection?: TraceSelection): string {
  const text = startFile(observation, selection);
  const value: unknown = JSON.parse(text);
  isValid(value);
  expect(isValid.errors ?? []).toEqual([]);
  expect(schemaProblem(value, startFileSchema)).toBeUndefined();
  return text;
}

const read = (text: string, name = 'web.podstart.json'): Observation => savedObservation([{ name, text }]);

/** What is read back is what was saved, and saving it again gives the same file. */
function expectSame(observation: Observation, selection?: TraceSelection): void {
  const text = written(observation, selection);
  const before = observation.trace(selection);
  const again = read(text);
  const after = again.trace();
  expect(after).toEqual(before);
  expect(findings(after)).toEqual(findings(before));
  expect(again.pods.map(({ uid }) => uid)).toEqual(before.view.pods.map(({ metadata }) => metadata?.uid));
  expect(compareStarts(after, before).calls.flatMap(({ differences }) => differences)).toEqual([]);
  expect(written(again)).toBe(text);
}

/** As a watcher of the recorded cluster took it in, whose clock goes 300 ms before. */
function watched(recording: Recording): Observation {
  const observation = new Observation();
  for (const owner of recording.owners ?? []) observation.add({ kind: 'object', type: 'ADDED', object: owner });
  for (const { at, object, type } of recordedStream(recording)) {
    const arrived = { at: at + 300, precision: 5 };
    if (type === 'event')
      observation.add({ kind: 'object', type: 'ADDED', object: { kind: 'Event', ...object }, arrived });
    else observation.add({ kind: 'object', type, object: { kind: 'Pod', ...object }, arrived });
  }
  return observation;
}

const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck', 'rules'];

test.each(sets)('each start of %s that was watched is the same after it was saved and read back', (set) => {
  for (const recording of recordings(set)) {
    const observation = watched(recording);
    if (observation.pods.length === 0) continue;
    const last = Math.max(...recordedStream(recording).map(({ at }) => at));
    expectSame(observation, { now: last + 5_000 });
  }
});

test('each start of other releases that was saved by kubectl is the same, too', () => {
  const all = [...recordedReleases.flatMap((release) => releaseRecordings(release)), ...observedRecordings()];
  for (const { watch, events } of all) {
    if (watch.length === 0) continue;
    expectSame(savedObservation([{ name: 'saved.json', text: JSON.stringify({ watch, events }) }]));
  }
});

test('each start that an audit log tells of, too, is the same, without what was asked elsewhere', () => {
  for (const { namespace, watch, events, owners, audit } of auditedStarts()) {
    const elsewhere = auditLines('elsewhere', audit);
    const observation = savedObservation([
      { name: 'saved.json', text: JSON.stringify({ watch, events, owners }) },
      { name: 'audit.log', text: `${auditLines(namespace, audit)}\n${elsewhere}` },
    ]);
    expectSame(observation);
    expect(written(observation)).not.toContain('"elsewhere"');
  }
  const { saved, log } = auditLog();
  expectSame(
    savedObservation([
      { name: 'pods.json', text: saved },
      { name: 'audit.log', text: log },
    ]),
  );
});

const called = (name: string): Recording => recordings('own').find((recording) => recording.name === name)!;
const web = called('story.web-with-sidecar-and-config');
const other = called('pod.minimal');

/** Two starts that one watcher saw in a namespace, with what their nodes wrote down. */
function together(isMeasured: boolean): { observation: Observation; uids: string[] } {
  const observation = watched(web);
  const uids = observation.pods.map(({ uid }) => uid);
  const node = observation.pods[0]?.pod.spec?.nodeName ?? '';
  for (const { type, object } of other.watch)
    observation.add({ kind: 'object', type, object: { kind: 'Pod', ...object } });
  for (const event of other.events)
    observation.add({ kind: 'object', type: 'ADDED', object: { kind: 'Event', ...event } });
  if (isMeasured) {
    const created = Date.parse(web.appliedAt);
    const metrics = (sum: number): string =>
      `# HELP x\nother{} 1\nkubelet_runtime_operations_duration_seconds_bucket{operation_type="run_podsandbox",le="1"} 1\nkubelet_runtime_operations_duration_seconds_sum{operation_type="run_podsandbox"} ${sum}\nkubelet_runtime_operations_duration_seconds_count{operation_type="run_podsandbox"} ${sum > 1 ? 9 : 1}\n`;
    observation.add({ kind: 'metrics', node, text: metrics(1), read: { at: created, precision: 3 } });
    observation.add({ kind: 'metrics', node, text: metrics(2), read: { at: created + 60_000, precision: 3 } });
    observation.add({
      kind: 'configz',
      node,
      value: { kubeletconfig: { serializeImagePulls: true, more: 'hunter2' } },
    });
    observation.add({ kind: 'version', value: { gitVersion: 'v1.37.2', buildDate: 'x' } });
    observation.add({
      kind: 'nodeLog',
      node,
      text: `Nov 23 n1 containerd[1]: time="${web.appliedAt}" level=info msg="RunPodSandbox for x"\nNov 23 n1 sshd: hunter2\n`,
    });
    observation.add({ kind: 'denied', what: 'the spans', text: 'forbidden', lacksRights: true });
  }
  return { observation, uids };
}

test('of other pods nothing is saved, unless what a node measured is of all of its pods', () => {
  const { observation, uids } = together(false);
  expectSame(observation, { uids, members: ['Pod web'], now: Date.now() });
  expect(written(observation, { uids })).not.toContain(other.watch[0]!.object.metadata!.uid!);
  const measured = together(true);
  expectSame(measured.observation, { uids: measured.uids });
  const text = written(measured.observation, { uids: measured.uids });
  expect(text).toContain(other.watch[0]!.object.metadata!.uid!);
  expect(text).not.toMatch(/hunter2|le=\\"1\\"|sshd|buildDate/);
  expect(read(text).unread).toEqual(['the spans: forbidden']);
});

test('several saved starts are told together', () => {
  const texts = [web, other].map((recording) => written(watched(recording)));
  const both = savedObservation(texts.map((text, i) => ({ name: `${i}.podstart.json`, text })));
  expect(both.pods.length).toBe(watched(web).pods.length + watched(other).pods.length);
});

test('a saved start has not more than twice what the API server told of it', () => {
  const told = { saved: 0, watched: 0 };
  for (const recording of recordings('own')) {
    const { watch, events, owners } = recording;
    told.saved += written(watched(recording)).length;
    told.watched += JSON.stringify({ watch, events, owners }).length;
  }
  expect(told.saved / told.watched).toBeLessThan(2);
});

test('schemas/podstart.schema.json is made of the schema that files are read by: vitest -u writes it', async () => {
  await expect(`${JSON.stringify(startFileSchema, undefined, 2)}\n`).toMatchFileSnapshot(schemaFile);
});

const good = JSON.parse(startFile(watched(web))) as Record<string, unknown>;
const refusal = (value: unknown, name = 'web.podstart.json'): string => {
  try {
    read(typeof value === 'string' ? value : JSON.stringify(value), name);
    return '';
  } catch (error) {
    return String(error);
  }
};

test.each<[what: string, value: unknown, words: RegExp]>([
  ['is empty', '', /web\.podstart\.json: it is not a saved start: it is not JSON$/],
  ['is another file', { kind: 'Pod' }, /its format is not podstart$/],
  ['is cut', JSON.stringify(good).slice(0, -200), /it ends early, after \d+ characters: save the start again/],
  ['has no version', { ...good, version: undefined }, /it has no version, such as 1\.0$/],
  ['has a version of no form', { ...good, version: '1.0\u001b[31m' }, /it has no version, such as 1\.0$/],
  ['is of a later major version', { ...good, version: '2.0' }, /a newer Pod Startup saved it.*update Pod Startup$/],
  ['is of no version that there was', { ...good, version: '0.9' }, /version 0\.9 of the format, which never existed/],
  ['has no evidence', { ...good, evidence: undefined }, /the file has no evidence\. Save the start again$/],
  ['has evidence of a wrong type', { ...good, evidence: [{ kind: 'object' }] }, /evidence\[0\] has no type\./],
  ['has a time that is none', { ...good, watched: { until: 1e300 } }, /watched\.until is out of range\./],
  [
    'has a text as its times',
    { ...good, watched: { until: 'now' } },
    /watched\.until is not a number\. Save the start again$/,
  ],
  ['has nothing of a pod', { ...good, evidence: [] }, /it has neither a pod nor an event/],
  ['is deep', `{"format":"podstart","version":"1.0","a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, /nested too deep$/],
])('a file that %s is refused in words', (_, value, words) => {
  expect(refusal(value)).toMatch(words);
  expect(() => savedStart('web.podstart.json', typeof value === 'string' ? value : JSON.stringify(value))).toThrow(
    words,
  );
});

test('what a newer minor version has beside it is passed over, and said so', () => {
  const evidence = [...(good['evidence'] as object[]), { kind: 'ebpf', value: 1 }, { kind: 'ebpf' }];
  const newer = {
    ...good,
    version: '1.7',
    more: true,
    evidence,
    watched: { ...(good['watched'] as object), zone: 'a' },
  };
  const observation = read(JSON.stringify(newer));
  expect(observation.unread).toEqual([
    `2 of ${evidence.length} pieces of evidence: a newer Pod Startup saved them; update Pod Startup to read them`,
  ]);
  expect(observation.trace()).toEqual(read(JSON.stringify(good)).trace());
});

test('a start of which no pod was made yet is called by what was watched', () => {
  const suspended = {
    kind: 'Event',
    metadata: { name: 'nightly.1', namespace: 'shop', uid: 'e1' },
    involvedObject: { kind: 'Job', name: 'nightly', namespace: 'shop', uid: 'j1' },
    reason: 'Suspended',
    message: 'Job suspended',
    lastTimestamp: '2026-01-01T00:00:00Z',
  };
  const observation = new Observation();
  observation.add({ kind: 'object', type: 'ADDED', object: suspended });
  const members = ['Job nightly', 'Job \u001b[31m two', '-f x', 'no'];
  const saved = written(observation, { uids: [], members, now: Date.parse('2026-01-01T00:00:09Z') });
  expect(read(saved).trace().title).toBe('Job nightly');
});

test('a file is known by what it begins with, whatever it is called, and by its name', () => {
  const text = startFile(watched(web));
  expect(savedStart('report.json', `\uFEFF${text}`)?.trace).toEqual(savedStart('x.podstart.json', text)?.trace);
  expect(savedStart('report.json', text.replace('{', '{"$schema": "x",'))).toBeDefined();
});

test('of wrong types and hostile texts nothing but words comes, and what is read is what the schema takes', () => {
  const random = seededRandom(7);
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)] as T;
  const small = { ...good, evidence: (good['evidence'] as object[]).slice(0, 4) };
  const paths = pathsIn(small).filter((path) => path.length > 0);
  const shallow = paths.filter((path) => path.length < 4);
  let refused = 0;
  for (let i = 0; i < 1_500; i++) {
    const to = random.int(3) === 0 ? pick([...hostileKeys, { [pick(hostileKeys)]: 'x' }]) : pick(wrongValues);
    let value: unknown;
    try {
      value = changed(small, pick(random.int(2) === 0 ? shallow : paths), to);
    } catch {
      continue;
    }
    const text = JSON.stringify(value);
    let isRead = true;
    try {
      readStartFile(text);
    } catch (error) {
      expect(String(error)).toMatch(/^Error: /);
      expect(String(error).length).toBeLessThan(300);
      isRead = false;
      refused++;
    }
    const parsed = JSON.parse(text) as { format?: unknown };
    if (parsed.format === 'podstart')
      expect([text.slice(0, 300), isRead]).toEqual([text.slice(0, 300), isValid(parsed)]);
    if (isRead) expect(refusal(text)).toMatch(/^(?:$|Error: web\.podstart\.json: )/);
  }
  expect(refused).toBeGreaterThan(200);
});

test('what it takes grows with the size alone: 2,000 pods, and texts that are cut', () => {
  const pod = (i: number): object => ({
    kind: 'object',
    type: 'ADDED',
    object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}`, namespace: 'a', uid: `u${i}` }, spec: {} },
  });
  const took = (count: number, cut = 0): number => {
    const evidence = Array.from({ length: count }, (_, i) => pod(i));
    const watchedPods = { uids: evidence.map((__, i) => `u${i}`) };
    const text = JSON.stringify({ ...good, watched: watchedPods, evidence });
    const since = performance.now();
    refusal(text.slice(0, text.length - cut));
    return performance.now() - since;
  };
  took(500);
  const small = took(2_000) + 20;
  expect(took(16_000)).toBeLessThan(small * 40);
  expect(took(16_000, 5)).toBeLessThan(small * 40);
});
