import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { Event } from '../../../src/core/api/types';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import type { ApiView } from '../../../src/core/api/view';
import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';
import { recordedStream } from '../trace/recordedStream';
import { reported, reportedNow } from './reported';
import { expectedOf, lasting } from './recordedFaults';

const folder = fileURLToPath(new URL('../../../src/core/diagnosis/causes/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));

/** What the exports of causes have given since it was emptied, each by its file and name. */
const given: { by: string; value: unknown }[] = [];
const exported = new Set<string>();

/** The export, which tells what it gives; a table of texts tells which of its rows are those of a message. */
function telling(by: string, value: unknown): unknown {
  if (typeof value === 'function')
    return (...args: unknown[]): unknown => {
      const result: unknown = Reflect.apply(value, undefined, args);
      given.push({ by, value: result });
      return result;
    };
  if (!Array.isArray(value)) return value;
  return value.map((row: [RegExp, unknown]) => {
    const pattern = new RegExp(row[0]);
    pattern.test = (text) => {
      const isThis = row[0].test(text);
      if (isThis) given.push({ by, value: row[1] });
      return isThis;
    };
    return [pattern, row[1]];
  });
}

for (const file of files)
  vi.doMock(`${folder}${file}`, async (original) => {
    const names = Object.entries(await original<Record<string, unknown>>());
    return Object.fromEntries(
      names.map(([name, value]) => {
        const by = `${file} ${name}`;
        exported.add(by);
        return [name, telling(by, value)];
      }),
    );
  });

for (const file of files) await import(`${folder}${file}`);
const { diagnose } = await import('../../../src/core/diagnosis/diagnosis');

/** The updates of a recording, the last one with the time when no one watched any more. */
function updatesOf(recording: Recording): { view: ApiView; now: number }[] {
  const end = Date.parse(recording.appliedAt) + recording.seconds * 1000;
  const updates = recordedStream(recording).map(({ at, view }) => ({ view, now: at }));
  return [...updates, { view: updates.at(-1)?.view ?? { pods: [], events: [], errors: recording.errors }, now: end }];
}

function lastOf(set: RecordingSet, name: string): { view: ApiView; now: number } {
  return updatesOf(recordings(set).find((one) => one.name === name)!).at(-1)!;
}

/** What no recording of a fault has, made of one of another start: what is then told first. */
function made(): { what: string; view: ApiView; now: number; cause: RegExp }[] {
  const { view, now } = lastOf('own', 'pod.minimal');
  const pod = view.pods[0]!;
  const deleted = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: new Date(now - 60_000).toISOString() } };
  const finished = { ...deleted.metadata, finalizers: ['example.com/hold'] };
  const notReady = pod.status?.conditions?.map((one) => (one.type === 'Ready' ? { ...one, status: 'False' } : one));
  const gates = lastOf('own', 'pod.readinessGates');
  const unmounted = lastOf('own', 'fault.mount-secret-missing');
  /** The events with one more of the pod, as old as the start. */
  const withEvent = ({ events }: ApiView, reason: string, message: string): Event[] => {
    const first = events.find(({ involvedObject }) => involvedObject.kind === 'Pod' && !involvedObject.fieldPath)!;
    return [
      ...events,
      { ...first, type: 'Warning', reason, message, metadata: { ...first.metadata, name: reason, uid: reason } },
    ];
  };
  return [
    {
      what: 'a pod is deleted and does not end',
      view: { ...view, pods: [deleted] },
      now,
      cause: /does not end within its grace period/,
    },
    {
      what: 'a finalizer holds a pod',
      view: { ...view, pods: [{ ...deleted, metadata: finished, status: { ...pod.status, containerStatuses: [] } }] },
      now,
      cause: /finalizers hold it: example.com\/hold/,
    },
    {
      what: 'a node does not report',
      view: {
        ...view,
        pods: [{ ...pod, status: { ...pod.status, conditions: notReady } }],
        events: withEvent(view, 'NodeNotReady', 'Node is not ready'),
      },
      now,
      cause: /its node \S+ is not ready/,
    },
    {
      what: 'a back-off without a last state',
      view: {
        ...view,
        pods: [
          {
            ...pod,
            status: {
              ...pod.status,
              conditions: notReady,
              containerStatuses: pod.status?.containerStatuses?.map((status) => ({
                ...status,
                ready: false,
                lastState: {},
                restartCount: 4,
                state: { waiting: { reason: 'CrashLoopBackOff' } },
              })),
            },
          },
        ],
      },
      now,
      cause: /ends again and again \(CrashLoopBackOff, 4 restarts so far\)/,
    },
    {
      what: 'a Deployment is late by its own condition',
      view: {
        ...view,
        objects: [
          {
            kind: 'Deployment',
            metadata: { name: 'shop', namespace: 'default', uid: 'shop' },
            spec: { replicas: 2 },
            status: {
              conditions: [
                { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'late' },
              ],
            },
          } as KubernetesObject,
        ],
      },
      now,
      cause: /the rollout counts as failed \(ProgressDeadlineExceeded\): late/,
    },
    ...reported.map((one) => ({ ...one, now: reportedNow })),
    { what: 'a readiness gate is not open', ...gates, cause: /readiness gate/ },
    {
      what: 'a volume fails after the sandbox did',
      view: {
        ...unmounted.view,
        events: withEvent(unmounted.view, 'FailedCreatePodSandBox', 'Failed to create pod sandbox: x'),
      },
      now: unmounted.now,
      cause: /Secret nope/,
    },
  ];
}

/** The exports that gave what is told first, where that is what is expected. */
function toldBy({ view, now }: { view: ApiView; now: number }, cause: RegExp): string[] {
  given.length = 0;
  const [first] = diagnose(view, { now });
  if (!first || !cause.test(first.cause)) return [];
  return given.flatMap(({ by, value }) => ([value].flat().some((each) => isIn(first.cause, each)) ? [by] : []));
}

/** Whether what an export gave is told; what it gives beside causes is only given. */
function isIn(told: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('cause' in value)) return value !== undefined;
  return told.includes(String(value.cause));
}

test('every export of every cause is told where a recorded fault, or one made here, expects it', () => {
  const told = new Set([
    ...lasting.flatMap(({ recording, name }) => {
      const { cause } = expectedOf(name, recording)!;
      return updatesOf(recording).flatMap((update) => toldBy(update, cause));
    }),
    ...made().flatMap(({ cause, ...update }) => toldBy(update, cause)),
  ]);
  expect(new Set([...exported].map((by) => by.split(' ')[0]))).toEqual(new Set(files));
  expect([...exported].filter((by) => !told.has(by))).toEqual([]);
});

test.each(made())('$what', ({ view, now, cause }) => {
  expect(diagnose(view, { now })[0]?.cause).toMatch(cause);
});
