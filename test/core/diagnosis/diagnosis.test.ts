import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import type { Diagnosis } from '../../../src/core/diagnosis/facts/finding';
import type { Recording } from '../../recordings/recordings';
import { expectedDiagnoses } from './expectedDiagnoses';
import { all, expectedOf, faultName, faults, lasting } from './recordedFaults';
import { observedTrace } from '../trace/observedTrace';
import { recordedStream } from '../trace/recordedStream';

/** The diagnoses at the end of what was watched. */
function atTheEnd(recording: Recording): Diagnosis[] {
  const view = recordedStream(recording).at(-1)?.view ?? { pods: [], events: [], errors: recording.errors };
  return diagnose(view, { now: Date.parse(recording.appliedAt) + recording.seconds * 1000 });
}

test.each(lasting)('$set $name: the cause is named first', ({ recording, name }) => {
  const expected = expectedOf(name, recording);
  expect(expected, 'the case has an expectation').toBeDefined();
  if (!expected) return;
  const [first] = atTheEnd(recording);
  expect(first?.cause).toMatch(expected.cause);
  if (expected.field !== undefined)
    expect(first?.field?.replace(/^spec\.(?=template|serviceName)/, '')).toBe(
      expected.field.replace(/^spec\.(?=template|serviceName)/, ''),
    );
  if (expected.container !== undefined) expect(first?.container).toBe(expected.container);
  expect(first?.evidence).not.toBe('');
  expect(first?.next).not.toBe('');
});

test.each(lasting.filter(({ name }) => expectedDiagnoses.some(({ cases, shows }) => cases.test(name) && shows)))(
  '$set $name: the cause is named within one update of its evidence',
  ({ recording, name }) => {
    const { cause, shows } = expectedDiagnoses.find(({ cases }) => cases.test(name))!;
    const updates = recordedStream(recording);
    const arrived = updates.findIndex(({ object }) => shows!.test(JSON.stringify(object)));
    expect(arrived, 'the evidence is in the recording').toBeGreaterThanOrEqual(0);
    const firsts = updates.slice(arrived, arrived + 2).map(({ at, view }) => diagnose(view, { now: at })[0]?.cause);
    expect(
      firsts.some((one) => one !== undefined && cause.test(one)),
      firsts.join(' / '),
    ).toBe(true);
  },
);

test.each(lasting.filter(({ name }) => expectedDiagnoses.some(({ cases, shows }) => cases.test(name) && shows)))(
  '$set $name: the cause is named first of what was observed, too',
  ({ recording, name }) => {
    const { view } = observedTrace(recording);
    const now = Date.parse(recording.appliedAt) + recording.seconds * 1000;
    expect(diagnose(view, { now })[0]?.cause).toMatch(expectedOf(name, recording)!.cause);
  },
);

test.each(faults.filter(({ recovers }) => recovers))(
  '$set $name: what recovered is no trouble any more',
  ({ recording }) => {
    expect(atTheEnd(recording)).toEqual([]);
  },
);

const running = all.filter(
  ({ recording: { name, watch } }) => !faultName.test(name) && watch.length > 0 && isRunning(watch),
);

/** Whether kubectl would say of each pod at the end that it is ready, completed, or gone. */
function isRunning(watch: Recording['watch']): boolean {
  const last = new Map(watch.map(({ type, object }) => [object.metadata?.uid, { type, object }]));
  return [...last.values()].every(
    ({ type, object: { status } }) =>
      type === 'DELETED' ||
      status?.phase === 'Succeeded' ||
      status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
  );
}

test('pods that run have no diagnosis', () => {
  expect(running.length).toBeGreaterThan(600);
  const wrong = running.flatMap(({ set, recording }) => {
    const found = atTheEnd(recording).filter(({ subject }) => subject.startsWith('pod '));
    return found.length > 0 ? [`${set} ${recording.name}: ${found[0]!.cause}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('what the kubelet itself ended is no trouble: sidecars when their pod is done, all containers by a restart rule', () => {
  const wrong = running.flatMap(({ set, recording }) => {
    const told = recordedStream(recording).flatMap(({ at, view }) => diagnose(view, { now: at }));
    const found = told.find(({ isWaiting, cause }) => !isWaiting && /SIGTERM|RestartAllContainers/.test(cause));
    return found ? [`${set} ${recording.name}: ${found.container}: ${found.cause}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('pods of a workload with the same trouble are told once', () => {
  const { recording } = faults.find(({ name }) => name === 'image-not-found')!;
  const view = recordedStream(recording).at(-1)!.view;
  const owned = view.pods.map((pod) => ({
    ...pod,
    metadata: {
      ...pod.metadata,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true }],
    },
  }));
  const twin = owned.map((pod) => ({ ...pod, metadata: { ...pod.metadata, uid: 'twin', name: 'twin' } }));
  const found = diagnose({ ...view, pods: [...owned, ...twin] });
  expect(found).toHaveLength(1);
  expect(found[0]?.alike).toBe(1);
});

/** The calls that are the next try of what a diagnosis says is tried again. */
const attempts: Readonly<Record<string, readonly string[]>> = {
  'the image is pulled again': ['PullImage'],
  'the container is started again': ['CreateContainer', 'PullImage'],
  'the container is created again': ['CreateContainer', 'ImageStatus'],
  'the sandbox is made again': ['RunPodSandbox'],
  'the probe is made again': ['ExecSync'],
};

test('what is tried again is tried when the diagnosis says', () => {
  const counts = new Map<string, { right: number; wrong: string[] }>();
  for (const { set, recording, name } of faults) {
    const over = Date.parse(recording.appliedAt) + recording.seconds * 1000;
    const calls = recording.cri.map(({ method, start }) => ({
      method: method.replace(/^.*\//, ''),
      at: Date.parse(start),
    }));
    const told = new Set<string>();
    for (const { at, view } of recordedStream(recording)) {
      const retry = diagnose(view, { now: at })[0]?.retry;
      const methods = attempts[retry?.what ?? ''];
      if (!retry || !methods || (methods[0] === 'ExecSync' && !calls.some(({ method }) => method === 'ExecSync')))
        continue;
      const [from, until] = [retry.at.at - retry.at.precision, retry.at.at + retry.at.precision];
      const key = `${retry.what} ${from}`;
      if (told.has(key) || until > over) continue;
      told.add(key);
      const count = counts.get(retry.what) ?? { right: 0, wrong: [] };
      counts.set(retry.what, count);
      const isRight = calls.some((call) => methods.includes(call.method) && call.at >= from - 2 && call.at <= until);
      if (isRight) count.right++;
      else count.wrong.push(`${set} ${name} ${(from - Date.parse(recording.appliedAt)) / 1000} s`);
    }
  }
  for (const [what, { right, wrong }] of counts) {
    expect(right, what).toBeGreaterThan(0);
    expect(wrong, what).toEqual([]);
  }
});
