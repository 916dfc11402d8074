import { describe, expect, test } from 'vitest';
import { recordings, type RecordingSet } from '../../../recordings/recordings';
import { outcomeDifferences, storedDifferences } from './comparedOutcome';
import { expectCases, expectOnlyNamed, type NamedException } from './namedExceptions';
import { replaySimulation } from './replaySimulation';

const oldVolume = 'the volume of the case before it, of the same name, was still there and could not be bound again';
/** The next try of a back-off comes within five seconds that are drawn by lot. */
const drawn = 'how far the retries had got when the recording ended: each waits for a time that is drawn by lot';
const podLevel = 'a limit of the pod that the runtime tells as the container’s own';
const withoutRuntimeMessage =
  'runc says why a start failed in the ended container, too; the simulated runtime does not';
/** Everything of a pod that runs here and does not there. */
const everything = ['status', 'spec.nodeName'];

const exceptions: Record<'own' | 'v2' | 'containerd' | 'rules' | 'k1.18.2', readonly NamedException[]> = {
  own: [
    { case: 'container.volume.persistentVolumeClaim.readOnly', where: [...everything, 'event'], why: oldVolume },
    {
      case: 'pod.resources.and-container',
      where: ['status.containerStatuses[app].resources.limits.cpu'],
      why: podLevel,
    },
    {
      case: 'pod.restartPolicy.OnFailure',
      where: ['status.conditions[PodReadyToStartContainers]', 'status.phase'],
      why: 'where within a second the kubelet looked for ended containers',
    },
  ],
  v2: [
    {
      case: 'pod.resources.and-container',
      where: ['status.containerStatuses[app].resources.limits.cpu'],
      why: podLevel,
    },
  ],
  containerd: [
    {
      case: 'fault.command-not-found',
      where: ['status.containerStatuses[app].lastState.terminated.message'],
      why: withoutRuntimeMessage,
    },
    { case: 'fault.image-not-found', where: ['status.containerStatuses[app].state.waiting'], why: drawn },
    { case: 'fault.tag-not-found', where: ['status.containerStatuses[app].state.waiting'], why: drawn },
    {
      case: 'pod.initContainers.sidecar',
      where: ['status.conditions[', 'status.initContainerStatuses[proxy]', 'event ["BackOff"'],
      why: 'the container that was created last was never started in the recording: the sidecar ended in the moment of the sync',
    },
    {
      case: 'pod.initContainers.two',
      where: ['status.initContainerStatuses[seed]'],
      why: `${drawn}; ${withoutRuntimeMessage}`,
    },
    { case: 'pod.two-containers', where: ['status.containerStatuses[log]', 'event ["BackOff"'], why: drawn },
  ],
  rules: [
    ...['h.c3.res.pod-level-memory-only', 'h.c5.11.119', 'hfault.c5.11.050', 'hfault.c5.11.079'].map((name) => {
      return { case: name, where: ['status.containerStatuses[b].resources.limits.memory'], why: podLevel };
    }),
    ...['h.c3.res.pod-level-mixed', 'h.c5.11.042'].map((name) => {
      return { case: name, where: ['status.containerStatuses[app].resources.limits.cpu'], why: podLevel };
    }),
    {
      case: 'hfault.c3.job-max-failed',
      where: ['metadata.deletion', 'metadata.generation', 'status.conditions', 'status.observedGeneration'],
      why: 'whether the Job’s last pod was being deleted when the recording ended',
    },
    {
      case: 'hfault.c3.job-unschedulable',
      where: ['metadata.finalizers'],
      why: 'whether the Job’s controller had taken its finalizer away when the recording ended',
    },
    { case: 'hfault.claim-template', where: ['status.resourceClaimStatuses'], why: 'the claim’s name ends in letters that are drawn by lot' }, // prettier-ignore
    {
      case: 'hfault.poststart-tcp',
      where: ['status.containerStatuses[app].state.waiting.message'],
      why: 'the kubelet shows the handler as a dump of Go’s struct',
    },
  ],
  'k1.18.2': [
    ...['container.lifecycle.preStop.exec', 'pod.deleted'].map((name) => {
      return {
        case: name,
        where: ['metadata.deletionGracePeriodSeconds'],
        why: 'the watch shows the pod as it was before the kubelet’s own deletion, with the grace period that was asked for',
      };
    }),
    {
      case: 'container.readinessProbe.successThreshold',
      where: ['status.conditions[', 'status.containerStatuses[app].ready'],
      why: 'each probe begins at a moment of its own, drawn by lot within its period',
    },
    {
      case: 'container.startupProbe.exec',
      where: ['status.containerStatuses[app].started'],
      why: 'each probe begins at a moment of its own, drawn by lot within its period',
    },
    { case: 'container.volume.persistentVolumeClaim.readOnly', where: everything, why: oldVolume },
    {
      case: 'container.imagePullPolicy.Never.present',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.podIP', 'status.phase'],
      why: 'the recording ended before the kubelet, which looks once a second, had seen that the container runs',
    },
    {
      case: 'fault.invalid-image-name',
      where: ['status.containerStatuses[app].state.waiting.message', 'no event ["InspectFailed"'],
      why: 'today’s words for an image’s name that can not be read',
    },
    {
      case: 'fault.post-start-hook-fails',
      where: ['status.containerStatuses[app].restartCount', 'status.containerStatuses[app].state.waiting'],
      why: drawn,
    },
  ],
};
const sets: readonly (keyof typeof exceptions)[] = ['own', 'v2', 'containerd', 'rules', 'k1.18.2'];

// The pod as it was stored, and all that the API shows in the end.
describe.each(sets)('what the API shows of %s', (set) => {
  const cases = recordings(set satisfies RecordingSet);
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
    const simulation = replaySimulation(recording);
    expect(storedDifferences(recording, simulation)).toEqual([]);
    expectOnlyNamed(name, outcomeDifferences(recording, simulation), exceptions[set]);
  });

  test('each exception is about a case', () => {
    expectCases(
      exceptions[set],
      cases.map(({ name }) => name),
    );
  });
});
