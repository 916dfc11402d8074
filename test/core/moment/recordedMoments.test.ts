import { describe, expect, test } from 'vitest';
import type { Pod } from '../../../src/core/api/types';
import { containersAt } from '../../../src/core/moment/containersAt';
import { keyOf, worldAt, worldAtTime } from '../../../src/core/moment/world';
import { podTable } from '../../../src/core/trace/podTable';
import { recordings, type RecordingSet } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';

const sets: readonly RecordingSet[] = ['own', 'containerd', 'stuck'];
/** Milliseconds until what the API server stores is answered, and more. */
const answered = 2.1;
const rowOf = (pod: Pod, now: number): string => podTable([pod], { wide: true, now });
const nameOf = ({ metadata }: Pod): string => keyOf(metadata?.namespace ?? '', metadata?.name ?? '');

describe.each(sets)('at each news of a pod that %s recorded, the state then prints the row of', (set) => {
  test('the pod as it was recorded, where it was seen', () => {
    let compared = 0;
    for (const recording of recordings(set)) {
      const trace = observedTrace(recording);
      const last = new Map(recording.watch.map((event) => [`${nameOf(event.object)} ${Date.parse(event.at)}`, event]));
      for (const { at, object } of last.values()) {
        const arrived = Date.parse(at);
        // The message that tells of this news: the status that the kubelet wrote then.
        const message = trace.messages.findLast(
          ({ method, subject, evidence = [] }) =>
            method.endsWith('/status') &&
            subject?.pod === object.metadata?.name &&
            evidence.some(({ what, at: seen }) => what === 'watch' && seen?.at === arrived),
        );
        const pod = message && worldAt(trace, message.id)?.now.pods.get(nameOf(object))?.pod;
        if (!pod) continue;
        expect(rowOf(withDeletionOf(pod, object), arrived), `${recording.name} ${at}`).toBe(rowOf(object, arrived));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  test('the pod as it was stored, where it is simulated', () => {
    let compared = 0;
    for (const recording of recordings(set)) {
      const { trace, watch } = replaySimulation(recording);
      const last = new Map(watch.map((event) => [`${nameOf(event.object)} ${event.at}`, event]));
      for (const { at, type, object } of last.values()) {
        const found = worldAtTime(trace, at + answered).now.pods.get(nameOf(object));
        if (type === 'DELETED' || !found?.pod || found.isDeleted) continue;
        // What is written before the first is answered is told with the news after it.
        if (
          watch.some(
            (other) => other.at > at && other.at <= at + 2 * answered && nameOf(other.object) === nameOf(object),
          )
        )
          continue;
        expect(rowOf(found.pod, at), `${recording.name} ${at - trace.start}`).toBe(rowOf(object, at));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});

/** Whether a pod that was seen was to be deleted by then is told to half a second. */
function withDeletionOf(pod: Pod, { metadata }: Pod): Pod {
  const { deletionTimestamp: _gone, ...rest } = pod.metadata ?? {};
  return {
    ...pod,
    metadata: { ...rest, ...(metadata?.deletionTimestamp && { deletionTimestamp: metadata.deletionTimestamp }) },
  };
}

test('a pod that is seen to be deleted is Terminating from then on', () => {
  const isEnding = ({ object }: { object: Pod }): boolean => rowOf(object, 0).includes('Terminating');
  const all = (['own', 'more', 'containerd', 'stuck'] as const).flatMap((set) => recordings(set));
  const recording = all.find(({ watch }) => {
    const ending = watch.find(isEnding);
    return ending && Date.parse(ending.at) - Date.parse(watch[0]!.at) > 900;
  })!;
  const first = recording.watch.findIndex(isEnding);
  const trace = observedTrace({ ...recording, watch: recording.watch.slice(0, first + 1) });
  const { object, at } = recording.watch[first]!;
  const podAt = (time: number): Pod | undefined => worldAtTime(trace, time).now.pods.get(nameOf(object))?.pod;
  expect(rowOf(podAt(Date.parse(at) + 1000)!, trace.end)).toContain('Terminating');
  expect(rowOf(podAt(Date.parse(recording.watch[0]!.at) + 600)!, trace.end)).not.toContain('Terminating');
});

test('a container that was added to debug a pod has its state, and one restart is told in a word', () => {
  const running = { running: {} };
  const status = { name: 'app', ready: true, image: '', imageID: '', state: running };
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { nodeName: 'n', containers: [{ name: 'app' }], ephemeralContainers: [{ name: 'debug' }] },
    status: {
      phase: 'Running',
      containerStatuses: [{ ...status, restartCount: 1 }],
      ephemeralContainerStatuses: [{ ...status, name: 'debug', ready: false, restartCount: 0 }],
    },
  };
  const sandbox = { state: 'ready' } as const;
  expect(containersAt({ pod, sandbox, work: new Map() })).toEqual([
    { name: 'app', state: 'running, ready, restarted once', waitsFor: '' },
    { name: 'debug', state: 'running, not ready', waitsFor: '' },
  ]);
});
