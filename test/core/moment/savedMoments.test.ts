import { describe, expect, test } from 'vitest';
import { readyCondition } from '../../../src/core/componentHelpers/readyCondition';
import { waitingAtEnd } from '../../../src/core/moment/gatesAt';
import { worldAtTime } from '../../../src/core/moment/world';
import { savedStart } from '../../../src/core/observe/savedStart';
import type { Message, Trace } from '../../../src/core/trace/trace';
import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';

/** What `kubectl get pods,events -o json` prints at the end: the last state of each pod, and nobody's managedFields. */
function saved({ watch, events }: Recording): Trace | undefined {
  const last = new Map(watch.map(({ type, object }) => [object.metadata?.uid, { type, object }]));
  const pods = [...last.values()].flatMap(({ type, object }) => {
    const { managedFields: _fields, ...metadata } = object.metadata ?? {};
    return type === 'DELETED' ? [] : [{ ...object, kind: 'Pod', metadata }];
  });
  const items = [...pods, ...events.map((event) => ({ ...event, kind: 'Event' }))];
  return pods.length > 0 ? savedStart('saved', JSON.stringify({ kind: 'List', items }))?.trace : undefined;
}

/** The attempts at containers that the runtime was asked to make, in their order, by pod and container. */
function attempts({ cri }: Recording): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { method, request, error } of cri) {
    if (!method.endsWith('/CreateContainer') || error) continue;
    const { config, sandbox_config: sandbox } = request as {
      config: { metadata: { name: string; attempt?: number } };
      sandbox_config: { metadata: { name: string } };
    };
    const key = `${sandbox.metadata.name} ${config.metadata.name}`;
    found.set(key, [...(found.get(key) ?? []), config.metadata.attempt ?? 0]);
  }
  return found;
}

const sets: readonly RecordingSet[] = ['own', 'more', 'containerd', 'stuck'];
const cases = sets.flatMap((set) => recordings(set).map((recording) => ({ recording, trace: saved(recording) })));

describe('of a pod whose status was seen at the end only', () => {
  test('each restart has the number that the kubelet gave it', () => {
    const wrong: string[] = [];
    let held = 0;
    for (const { recording, trace } of cases) {
      const real = attempts(recording);
      const counts = new Map<string, number[]>();
      for (const { because, subject, outcome } of trace?.messages ?? []) {
        if (because?.type !== 'createContainer' || !outcome.ok) continue;
        const key = `${subject?.pod} ${subject?.container}`;
        counts.set(key, [...(counts.get(key) ?? []), because.restartCount ?? 0]);
      }
      for (const [key, all] of counts) {
        // Where the numbers differ, nothing says which is which.
        if (real.get(key)?.length !== all.length || !all.some((count) => count > 0)) continue;
        held++;
        const [told, was] = [all.join(), real.get(key)?.join()];
        if (told !== was) wrong.push(`${recording.name} ${key}: ${told}, was ${was}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(10);
  });

  test('the last moment has its address, and the restarts that the runtime was asked for', () => {
    const wrong: string[] = [];
    let held = 0;
    for (const { recording, trace } of cases) {
      const real = attempts(recording);
      const isMade = ({ method, outcome }: Message): boolean => method === 'CreateContainer' && outcome.ok;
      for (const pod of trace?.view.pods ?? []) {
        const { namespace, name = '' } = pod.metadata ?? {};
        const at = worldAtTime(trace!, trace!.end + 1).now.pods.get(`${namespace}/${name}`);
        if (!at?.isInferred || !at.pod) continue;
        const { podIP, initContainerStatuses = [], containerStatuses = [] } = at.pod.status ?? {};
        if (podIP !== pod.status?.podIP) wrong.push(`${recording.name}: ${podIP}, was ${pod.status?.podIP}`);
        for (const { name: container, restartCount } of [...initContainerStatuses, ...containerStatuses]) {
          const all = real.get(`${name} ${container}`);
          const made = trace!.messages.filter(
            (one) => isMade(one) && one.subject?.pod === name && one.subject.container === container,
          );
          if (all?.length !== made.length) continue;
          if (restartCount > 0) held++;
          if (all.at(-1) !== restartCount)
            wrong.push(`${recording.name} ${container}: ${restartCount}, was ${all.at(-1)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(10);
  });
});

test('a pod that is Ready in what was saved waits for nothing in the end, also where that is the last that happened', () => {
  let held = 0;
  const waiting = cases.flatMap(({ recording, trace }) => {
    const ready = new Set(
      trace?.view.pods.filter(({ status }) => readyCondition(status)).map(({ metadata }) => metadata?.name),
    );
    held += ready.size;
    const told = trace ? waitingAtEnd(trace).filter(({ pod }) => ready.has(pod)) : [];
    return told.map(({ pod }) => `${recording.name} ${pod}`);
  });
  expect(waiting).toEqual([]);
  expect(held).toBeGreaterThan(200);
});
