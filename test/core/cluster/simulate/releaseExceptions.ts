import type { RecordedRelease } from '../../../recordings/recordings';
import type { NamedException } from './namedExceptions';

const scheduler = 'the scheduler’s words and what it writes, which follow the release in a change that is not here yet';
const drawn = 'when a back-off’s next try comes is drawn by lot within seconds, and the recording ended between';
const slowCache =
  'the kubelet’s cache of the pod’s ConfigMaps or the watch of pods took a second longer there, and the recording ended before the start';
const jobController =
  'whether the Job’s controller had taken its finalizer away when the recording ended, and which of two pods of one moment pulls the image';
const sideBySide =
  'two pods pulled the same image within a millisecond of each other, and which of them found it pulled is chance';
const deletion =
  'the watch shows the pod as it was before the kubelet’s own deletion, with the grace period that was asked for';
const podLevel = 'a limit of the pod that the runtime tells as the container’s own';
const service =
  'the Service of the case was made half a second before the pod, which is counted as time of the pod there';
const relist = 'where within a second the kubelet looked for what runs: the recording ended one look earlier or later';

/** In what the simulation of a release differs from its recordings, and why it cannot be equal. */
export const releaseExceptions: Record<RecordedRelease, readonly NamedException[]> = {
  '1.32': [
    { case: 'container.lifecycle.preStop.sleep', where: ['metadata.deletionGracePeriodSeconds'], why: deletion },
    {
      case: 'container.volume.configMap.items',
      where: [
        'status.conditions[',
        'status.containerStatuses[app]',
        'status.phase',
        'status.podIP',
        'no event ["FailedMount"',
      ],
      why: slowCache,
    },
    { case: 'container.volume.persistentVolumeClaim', where: ['event ["FailedScheduling"'], why: scheduler },
    {
      case: 'pod.dnsPolicy.ClusterFirstWithHostNet',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase', 'status.podIP'],
      why: slowCache,
    },
    {
      case: 'pod.initContainers.one',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase'],
      why: relist,
    },
    {
      case: 'pod.restartPolicy.Never',
      where: ['status.conditions[PodReadyToStartContainers]', 'status.phase'],
      why: relist,
    },
    {
      case: 'pod.volume.unused',
      where: [
        'status.conditions[',
        'status.containerStatuses[app]',
        'status.phase',
        'status.podIP',
        'no event ["FailedMount"',
      ],
      why: slowCache,
    },
    {
      case: 'story.web-with-sidecar-and-config',
      where: [
        'status.conditions[',
        'calls are',
        'status.initContainerStatuses[proxy]',
        'event ["Created"',
        'event ["Pulled"',
        'event ["Pulling"',
        'event ["Started"',
      ],
      why: service,
    },
    { case: 'workload.Job', where: ['metadata.finalizers[0]'], why: jobController },
    { case: 'workload.Job.indexed', where: ['metadata.finalizers[0]'], why: jobController },
    { case: 'workload.StatefulSet', where: ['no event ["FailedMount"'], why: slowCache },
  ],
  '1.33': [
    {
      case: 'container.command-and-args',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase', 'status.podIP'],
      why: slowCache,
    },
    {
      case: 'container.env.configMapKeyRef.optional-missing',
      where: [
        'status.conditions[',
        'calls are',
        'status.containerStatuses[app]',
        'status.phase',
        'status.podIP',
        'no event ["Failed"',
        'event ["Created"',
        'event ["Started"',
      ],
      why: slowCache,
    },
    { case: 'container.env.fieldRef.metadata.annotations-team', where: ['no event ["FailedMount"'], why: slowCache },
    {
      case: 'container.env.resourceFieldRef.limits.cpu',
      where: [
        'status.conditions[',
        'status.containerStatuses[app]',
        'status.phase',
        'status.podIP',
        'no event ["FailedMount"',
      ],
      why: slowCache,
    },
    { case: 'container.lifecycle.preStop.sleep', where: ['metadata.deletionGracePeriodSeconds'], why: deletion },
    { case: 'fault.image-registry-unreachable', where: ['calls are', 'status.containerStatuses[app]'], why: drawn },
    { case: 'fault.start-command-not-found', where: ['status.containerStatuses[app]'], why: drawn },
    {
      case: 'pod.initContainers.one',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase'],
      why: relist,
    },
    {
      case: 'pod.initContainers.sidecar',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase'],
      why: relist,
    },
    {
      case: 'pod.restartPolicy.Never',
      where: ['status.conditions[PodReadyToStartContainers]', 'status.phase'],
      why: relist,
    },
    {
      case: 'story.web-with-sidecar-and-config',
      where: [
        'status.conditions[',
        'calls are',
        'status.initContainerStatuses[proxy]',
        'event ["Created"',
        'event ["Pulled"',
        'event ["Pulling"',
        'event ["Started"',
      ],
      why: service,
    },
    { case: 'workload.Deployment', where: ['calls are', 'event ["Pulled"'], why: sideBySide },
    { case: 'workload.Job', where: ['metadata.finalizers[0]'], why: jobController },
    { case: 'workload.Job.indexed', where: ['calls are', 'metadata.finalizers[0]'], why: jobController },
  ],
  '1.34': [
    {
      case: 'container.env.fieldRef.metadata.labels-tier',
      where: [
        'status.conditions[',
        'status.containerStatuses[app]',
        'status.phase',
        'status.podIP',
        'no event ["FailedMount"',
      ],
      why: slowCache,
    },
    {
      case: 'container.env.fieldRef.status.hostIPs',
      where: [
        'status.conditions[',
        'status.containerStatuses[app]',
        'status.phase',
        'status.podIP',
        'no event ["FailedMount"',
      ],
      why: slowCache,
    },
    { case: 'container.image.tag-and-digest', where: ['no event ["FailedMount"'], why: slowCache },
    { case: 'container.lifecycle.preStop.sleep', where: ['metadata.deletionGracePeriodSeconds'], why: deletion },
    {
      case: 'container.volume.emptyDir.Memory',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase', 'status.podIP'],
      why: slowCache,
    },
    { case: 'fault.image-registry-unreachable', where: ['calls are', 'status.containerStatuses[app]'], why: drawn },
    { case: 'fault.image-unauthorized', where: ['calls are', 'status.containerStatuses[app]'], why: drawn },
    {
      case: 'pod.enableServiceLinks.expansion',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase', 'status.podIP'],
      why: slowCache,
    },
    {
      case: 'pod.initContainers.sidecar',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase'],
      why: relist,
    },
    {
      case: 'pod.securityContext.overridden-by-container',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase', 'status.podIP'],
      why: slowCache,
    },
    { case: 'workload.Job.indexed', where: ['calls are', 'metadata.finalizers[0]'], why: jobController },
  ],
  '1.35': [
    { case: 'container.lifecycle.preStop.sleep', where: ['metadata.deletionGracePeriodSeconds'], why: deletion },
    { case: 'container.volume.persistentVolumeClaim', where: ['event ["FailedScheduling"'], why: scheduler },
    { case: 'fault.image-registry-unreachable', where: ['calls are', 'status.containerStatuses[app]'], why: drawn },
    { case: 'fault.liveness-fails', where: ['no event ["FailedMount"'], why: slowCache },
    { case: 'fault.mount-csi-driver-missing', where: ['no event ["FailedMount"'], why: slowCache },
    {
      case: 'pod.initContainers.one',
      where: ['status.conditions[', 'status.containerStatuses[app]', 'status.phase'],
      why: relist,
    },
    {
      case: 'pod.initContainers.sidecar-with-startupProbe',
      where: ['event ["Created"', 'event ["Pulled"', 'event ["Started"'],
      why: relist,
    },
    {
      case: 'story.web-with-sidecar-and-config',
      where: [
        'status.conditions[',
        'calls are',
        'status.initContainerStatuses[proxy]',
        'event ["Created"',
        'event ["Pulled"',
        'event ["Pulling"',
        'event ["Started"',
      ],
      why: service,
    },
    { case: 'workload.Job', where: ['metadata.finalizers[0]'], why: jobController },
    { case: 'workload.Job.indexed', where: ['metadata.finalizers[0]'], why: jobController },
  ],
  '1.36': [
    { case: 'fault.image-registry-unreachable', where: ['calls are', 'status.containerStatuses[app]'], why: drawn },
    { case: 'pod.resources.and-container', where: ['status.containerStatuses[app]'], why: podLevel },
    {
      case: 'pod.restartPolicy.OnFailure',
      where: ['status.conditions[', 'status.containerStatuses[app]'],
      why: relist,
    },
    {
      case: 'story.web-with-sidecar-and-config',
      where: [
        'status.conditions[',
        'status.containerStatuses[app]',
        'status.initContainerStatuses[proxy]',
        'status.phase',
        'event ["Created"',
        'event ["Started"',
      ],
      why: service,
    },
  ],
};
