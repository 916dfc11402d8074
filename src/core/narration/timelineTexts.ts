import type { PathKind, PathPart } from '../trace/pathPart';
import { words, type Runs } from '../textRuns';
import { named } from './named';
import type { NarrationLink } from './narration';
import { docs, source } from './sources';

/** What a stretch of a pod's start says of itself. */
export interface PartText {
  /** What the pod waited for. */
  what: Runs;
  /** What decides how long that takes. */
  why: Runs;
  links: readonly NarrationLink[];
}

/** A part of the timeline: a call, a wait or a gap. */
export function narratePart({ kind, container }: Pick<PathPart, 'kind' | 'container'>): PartText {
  const { what, why, links } = texts[kind];
  const who = container === undefined || container === '' ? undefined : named(container);
  return { what: what(who), why: why(who), links };
}

interface KindText {
  /** `container` is its name as a run. */
  what: (container: Runs | undefined) => Runs;
  why: (container: Runs | undefined) => Runs;
  links: readonly NarrationLink[];
}

const images = docs('Images', 'concepts/containers/images/');
const lifecycle = docs('Pod lifecycle', 'concepts/workloads/pods/pod-lifecycle/');
const probes = docs('Probes', 'concepts/workloads/pods/pod-lifecycle/#container-probes');
const start = source('pkg/kubelet/kuberuntime/kuberuntime_container.go', 'startContainer');
const the = (container: Runs | undefined): Runs => container ?? ['the container'];

const texts: Readonly<Record<PathKind, KindText>> = {
  scheduling: {
    what: () => [
      'The scheduler looks for a node: it leaves out those that do not fit, and binds the pod to the best of the rest.',
    ],
    why: () => ['This is quick if a node fits. If none does, the pod waits until something changes.'],
    links: [
      docs('Scheduler', 'concepts/scheduling-eviction/kube-scheduler/'),
      source('pkg/scheduler/schedule_one.go', 'ScheduleOne'),
    ],
  },
  volumes: {
    what: () => [
      'The kubelet picks up the pod and mounts its volumes: no container starts before all of them are mounted.',
    ],
    why: () =>
      words`The kubelet checks every 300 ms whether all are mounted. A missing ConfigMap, Secret or claim keeps the pod here; the event ${named('FailedMount')} says so.`,
    links: [
      docs('Volumes', 'concepts/storage/volumes/'),
      source('pkg/kubelet/volumemanager/volume_manager.go', 'WaitForAttachAndMount'),
    ],
  },
  sandbox: {
    what: () => ['The container runtime makes the sandbox of the pod, and its network plugin gives it an IP address.'],
    why: () => ['Most of this time usually goes to the network plugin.'],
    links: [
      docs('Pods', 'concepts/workloads/pods/'),
      source('pkg/kubelet/kuberuntime/kuberuntime_sandbox.go', 'createPodSandbox'),
    ],
  },
  pullWait: {
    what: (container) => words`The image of ${the(container)} waits for its turn.`,
    why: () => words`The kubelet pulls one image at a time, unless its ${named('serializeImagePulls')} is false.`,
    links: [
      docs('Serial and parallel image pulls', 'concepts/containers/images/#serial-and-parallel-image-pulls'),
      source('pkg/kubelet/images/puller.go', 'pullImage'),
    ],
  },
  pull: {
    what: (container) =>
      words`The container runtime fetches the image of ${the(container)} from its registry and unpacks it.`,
    why: () => [
      'Its size, the registry and the disk of the node decide how long it takes. An image that is on the node already takes no time.',
    ],
    links: [images, source('pkg/kubelet/images/image_manager.go', 'EnsureImageExists')],
  },
  create: {
    what: (container) => words`The container runtime makes ${the(container)} from its image, without running it yet.`,
    why: () => ['It prepares the file system, the mounts and the limits.'],
    links: [lifecycle, start],
  },
  start: {
    what: (container) => words`The OCI runtime starts the process of ${the(container)}.`,
    why: () => ['The program itself now decides how long it takes until it works.'],
    links: [lifecycle, start],
  },
  hook: {
    what: (container) => words`The ${named('postStart')} hook of ${the(container)} runs.`,
    why: () => ['The kubelet starts the next container only when the hook has ended.'],
    links: [
      docs('Container lifecycle hooks', 'concepts/containers/container-lifecycle-hooks/'),
      source('pkg/kubelet/lifecycle/handlers.go', 'Run'),
    ],
  },
  init: {
    what: (container) => words`The init container ${the(container)} runs to its end.`,
    why: () => [
      'Init containers run one after the other, and the other containers start when the last of them has ended with exit code 0.',
    ],
    links: [
      docs('Init containers', 'concepts/workloads/pods/init-containers/'),
      source('pkg/kubelet/kuberuntime/kuberuntime_container.go', 'computeInitContainerActions'),
    ],
  },
  sidecar: {
    what: (container) => words`The sidecar ${the(container)} starts up.`,
    why: () => ['The next container starts when the startup probe of the sidecar has succeeded.'],
    links: [
      docs('Sidecar containers', 'concepts/workloads/pods/sidecar-containers/'),
      source('pkg/kubelet/kuberuntime/kuberuntime_container.go', 'computeInitContainerActions'),
    ],
  },
  probes: {
    what: () => ['The containers run. The pod is Ready when their probes have succeeded.'],
    why: () =>
      words`How soon that is depends on the program, and on ${named('initialDelaySeconds')} and ${named('periodSeconds')} of the probes.`,
    links: [probes, source('pkg/kubelet/prober/worker.go', 'doProbe')],
  },
  gates: {
    what: () => words`The containers are ready. The pod waits for the conditions in its ${named('readinessGates')}.`,
    why: () => ['Another component sets these conditions, such as the controller of a load balancer.'],
    links: [
      docs('Pod readiness', 'concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate'),
      source('pkg/kubelet/status/generate.go', 'GeneratePodReadyCondition'),
    ],
  },
  run: {
    what: () => ['The containers do their work until they end.'],
    why: () => ['How long this takes depends on the programs.'],
    links: [lifecycle],
  },
  backOff: {
    what: (container) => words`The kubelet waits before it tries again${container ? words` with ${container}` : []}.`,
    why: () => [
      'This back-off begins with 10 s and doubles with each failure, up to 5 minutes. A container that has run for 10 minutes begins with 10 s again.',
    ],
    links: [
      docs('Restarts', 'concepts/workloads/pods/pod-lifecycle/#restart-policy'),
      source('pkg/kubelet/kuberuntime/kuberuntime_manager.go', 'doBackOff'),
    ],
  },
  kubelet: {
    what: () => ['The kubelet does its own work between two calls.'],
    why: () => [
      'It computes configurations, records events and reads states. This takes milliseconds, unless the node is busy.',
    ],
    links: [
      docs('kubelet', 'reference/command-line-tools-reference/kubelet/'),
      source('pkg/kubelet/kubelet.go', 'SyncPod'),
    ],
  },
  waiting: {
    what: () => ['Nothing more is known to have happened.'],
    why: () => ['The start is still under way, or what comes next leaves no trace in the API.'],
    links: [lifecycle],
  },
};
