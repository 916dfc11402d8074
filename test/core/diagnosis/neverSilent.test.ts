import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import type { Pod } from '../../../src/core/api/types';
import type { ApiView } from '../../../src/core/api/view';
import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';
import { recordedStream } from '../trace/recordedStream';

const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck'];

/** Whether a pod is as it should be: Ready, done, or gone. */
function isWell({ metadata, status }: Pod, { deleted }: ApiView): boolean {
  if (deleted?.includes(metadata?.uid ?? '')) return true;
  if (status?.phase === 'Succeeded') return true;
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

/** The pods without a sentence, of each moment at which something changed 10 s after they were made. */
function silences(recording: Recording): string[] {
  return recordedStream(recording).flatMap(({ at, view }) => {
    const told = new Set(diagnose(view, { now: at }).map(({ subject }) => subject));
    const owners = (pod: Pod): string[] =>
      (pod.metadata?.ownerReferences ?? []).map(({ kind, name }) => `${kind} ${name}`);
    return view.pods.flatMap((pod) => {
      const { name, creationTimestamp } = pod.metadata ?? {};
      const isYoung = at - Date.parse(creationTimestamp ?? '') < 10_000;
      if (isYoung || isWell(pod, view) || told.has(`pod ${name}`)) return [];
      // Pods of a workload that have the same trouble are told once, and those of a Job with the Job.
      const kin = view.pods.filter((other) => other !== pod && owners(other).some((one) => owners(pod).includes(one)));
      const isToldWithOthers =
        owners(pod).some((one) => told.has(one)) || kin.some(({ metadata }) => told.has(`pod ${metadata?.name}`));
      return isToldWithOthers ? [] : [`${recording.name}: ${name} at ${new Date(at).toISOString()}`];
    });
  });
}

test.each(sets)('%s: no pod is not Ready after 10 s without a sentence', (set) => {
  expect(recordings(set).flatMap(silences)).toEqual([]);
});
