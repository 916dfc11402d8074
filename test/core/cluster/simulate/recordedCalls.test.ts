import { describe, expect, test } from 'vitest';
import { recordings, type RecordingSet } from '../../../recordings/recordings';
import { callDifferences } from './comparedCalls';
import { expectCases, expectOnlyNamed, type NamedException } from './namedExceptions';
import { replaySimulation } from './replaySimulation';

/** When a back-off's next try comes is drawn by lot: the kubelet's work queue adds up to half of the wait (pkg/kubelet/pod_workers.go). */
const drawn = 'the next try is drawn by lot within five seconds, and the recording ended between';
const neighbour =
  'the kubelet restarted the pod of the case before it while it was deleted, which pulled the same image; the calls name no pod';
const oldVolume = 'the volume of the case before it, of the same name, was still there and could not be bound again';
/** The deletor is asked for each container that the last look found, also for one that it has removed since. */
const removedTwice = 'whether a container is removed once or twice depends on where within a second the kubelet looks';

const exceptions: Record<'own' | 'v2' | 'containerd' | 'rules' | 'k1.18.2', readonly NamedException[]> = {
  own: [
    {
      case: 'container.volume.persistentVolumeClaim.readOnly',
      where: ['1 pods make calls, not 0'],
      why: oldVolume,
    },
  ],
  v2: [],
  containerd: [
    { case: 'fault.image-not-found', where: ['calls are'], why: drawn },
    { case: 'fault.tag-not-found', where: ['calls are'], why: drawn },
    { case: 'pod.two-containers', where: ['calls are'], why: drawn },
    {
      case: 'pod.initContainers.sidecar',
      where: ['calls are'],
      why: 'the container that was created last was never started in the recording: the sidecar ended in the moment of the sync',
    },
    { case: 'pod.initContainers.two', where: ['calls are'], why: `${drawn}; ${removedTwice}` },
  ],
  rules: [
    { case: 'h.c4.delete.liveness-restarting', where: ['at the end are'], why: removedTwice },
    { case: 'hfault.c4.job-sidecar-fails', where: ['at the end are'], why: removedTwice },
  ],
  'k1.18.2': [
    {
      case: 'container.startupProbe.fails-then-passes',
      where: ['ExecSync 8: request', 'ExecSync 9: request'],
      why: 'each probe begins at a moment of its own, drawn by lot within its period',
    },
    { case: 'fault.post-start-hook-fails', where: ['calls are'], why: drawn },
    { case: 'container.volume.persistentVolumeClaim', where: ['calls are'], why: neighbour },
    {
      case: 'container.volume.persistentVolumeClaim.readOnly',
      where: ['1 pods make calls, not 0'],
      why: oldVolume,
    },
    { case: 'pod.enableServiceLinks.default', where: ['calls are'], why: neighbour },
    { case: 'pod.enableServiceLinks.expansion', where: ['calls are'], why: neighbour },
    { case: 'pod.enableServiceLinks.false', where: ['calls are'], why: neighbour },
    { case: 'pod.initContainers.two', where: ['calls are'], why: neighbour },
    { case: 'pod.securityContext.fsGroupChangePolicy', where: ['calls are'], why: neighbour },
    { case: 'pod.three-containers.slow-pull', where: ['calls are'], why: neighbour },
    {
      case: 'workload.Deployment',
      where: ['calls are'],
      why: 'two pods pulled the same image within a millisecond of each other, and which of them found it pulled is chance',
    },
  ],
};
const sets: readonly (keyof typeof exceptions)[] = ['own', 'v2', 'containerd', 'rules', 'k1.18.2'];

// Every call of every pod, in order, with its request and its answer.
describe.each(sets)('the calls of %s', (set) => {
  const cases = recordings(set satisfies RecordingSet);
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
    expectOnlyNamed(name, callDifferences(recording, replaySimulation(recording).calls), exceptions[set]);
  });

  test('each exception is about a case', () => {
    expectCases(
      exceptions[set],
      cases.map(({ name }) => name),
    );
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
