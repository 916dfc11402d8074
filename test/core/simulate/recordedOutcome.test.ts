import { expect, describe, test } from 'vitest';
import type { ContainerStatus, Event, Pod } from '../../../src/core/api/types';
import { recordings, type Recording } from '../../recordings/recordings';
import { replaySimulation } from './replaySimulation';
import { sortedDeep, withoutUnknowable } from './unknowable';

/** What the manifest does not decide; ARCHITECTURE.md has the list. */
const chance = new Set([
  'pod.restartPolicy.OnFailure', // where within a second the kubelet looked for ended containers
  'container.volume.persistentVolumeClaim.readOnly', // the volume of the case before was still there
]);

describe('what the API shows in the end', () => {
  const cases = [...recordings('own'), ...recordings('rules')].filter(({ name }) => !chance.has(name));
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (_name, recording) => {
    const simulation = replaySimulation(recording);
    const wanted = view(recording.watch, recording.events, recording);
    const made = view(simulation.watch, simulation.events, recording);
    expect(made.pods).toEqual(wanted.pods);
    expect(made.events).toEqual(wanted.events);
    const refusal = ({ code, reason, message }: { code: number; reason?: string; message: string }): object => ({
      code,
      reason,
      message,
    });
    expect(simulation.errors.map(refusal)).toEqual(recording.errors.map(refusal));
  });
});

describe('the stored pod', () => {
  test.each([...recordings('own'), ...recordings('rules')].map((recording) => [recording.name, recording] as const))(
    '%s',
    (_name, recording) => {
      const wanted = recording.watch[0]?.object;
      const made = replaySimulation(recording).watch[0]?.object;
      const stored = (pod: Pod | undefined): unknown =>
        pod &&
        sortedDeep(
          withoutUnknowable(
            {
              spec: pod.spec,
              labels: pod.metadata?.labels ?? {},
              annotations: pod.metadata?.annotations ?? {},
              qosClass: pod.status?.qosClass,
              owner: pod.metadata?.ownerReferences?.map(({ kind }) => kind),
            },
            { ...recording, pod: pod.metadata?.name ?? '' },
          ),
        );
      expect(stored(made)).toEqual(stored(wanted));
    },
  );
});

function view(
  watch: readonly { object: Pod }[],
  events: readonly Event[],
  recording: Recording,
): { pods: unknown[]; events: string[] } {
  const last = new Map(watch.map(({ object }) => [object.metadata?.uid, object]));
  const pods = [...last.values()].map((pod) => {
    const { status = {}, metadata = {} } = pod;
    const seen = {
      phase: status.phase,
      reason: status.reason,
      qosClass: status.qosClass,
      // What was done to the pod later came at a moment of chance.
      ...(recording.actions === undefined && {
        conditions: Object.fromEntries(
          (status.conditions ?? []).map((condition) => [condition.type, [condition.status, condition.reason]]),
        ),
        init: (status.initContainerStatuses ?? []).map(state),
        main: (status.containerStatuses ?? []).map(state),
      }),
    };
    return sortedDeep(withoutUnknowable(seen, { ...recording, pod: metadata.name ?? '' }));
  });
  const told = events
    .filter(({ involvedObject }) => involvedObject.kind === 'Pod')
    .map(({ reason, type, message, involvedObject: { fieldPath, name = '' } }) =>
      JSON.stringify(
        withoutUnknowable([reason, type, withoutMeasures(message ?? ''), fieldPath], { ...recording, pod: name }),
      ),
    );
  return {
    pods: pods.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    events: [...new Set(told)].sort(),
  };
}

function withoutMeasures(message: string): string {
  return message.replace(/\b\d+(\.\d+)?(ms|s|µs)\b/g, '<duration>').replace(/(Image size: )\d+/g, '$1<n>');
}

function state({ name, state: now = {}, ready, started }: ContainerStatus): unknown {
  const { waiting, running, terminated } = now;
  return {
    name,
    ready,
    started,
    waiting: waiting?.reason,
    running: running !== undefined,
    terminated: terminated?.reason,
    exitCode: terminated?.exitCode,
  };
}
