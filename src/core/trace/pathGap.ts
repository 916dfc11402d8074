import type { Container, Pod, PodReadinessGate, Probe } from '../api/types';
import { crashBackOff } from './crashBackOff';
import type { PathPart } from './pathPart';
import type { PathEnd } from './pathEnd';
import type { Message, Trace } from './trace';
import { isPodPhaseTerminal } from '../componentHelpers/isPodTerminal';

/** What a wait between two calls was for. */
export interface Gap extends Pick<PathPart, 'kind' | 'label' | 'container'> {
  /** Not the kubelet's own work, however short it was. */
  isCertain?: boolean;
  /** How long it takes in all, in milliseconds, where that is known beforehand. */
  of?: number;
}

/**
 * What a pod waited for between two steps of its start: what has to happen after the one, and what the other needs.
 *
 * @param previous undefined before the first
 * @param next undefined after the last: then the wait is for what `reached` says
 */
export function gap(
  pod: Pod,
  previous: Message | undefined,
  next: Message | undefined,
  reached?: PathEnd['reached'],
): Gap {
  if (!previous) return fromCreation(pod, next);
  const container = previous.subject?.container;
  if (previous.method.endsWith('/binding') || previous.method.startsWith('POST')) {
    return next
      ? { kind: 'volumes', label: volumesLabel(pod), isCertain: true }
      : { kind: 'waiting', label: 'the kubelet mounts volumes and makes the sandbox' };
  }
  if (previous.method === 'RunPodSandbox') {
    if (!previous.outcome.ok) return { kind: 'backOff', label: 'until the sandbox is made again', isCertain: true };
    return { kind: 'kubelet', label: 'the kubelet goes on to the containers' };
  }
  if (previous.method === 'PullImage' && !previous.outcome.ok) {
    const isOther = next !== undefined && next.subject?.container !== container;
    return isOther
      ? { kind: 'kubelet', label: 'the kubelet goes on to the next container' }
      : backOff(container, 'the image', 'pulled');
  }
  if (previous.method === 'CreateContainer' && !previous.outcome.ok)
    return backOff(container, 'the container', 'created');
  if (previous.method === 'StartContainer') return afterStart(pod, previous, next, reached);
  return next
    ? { kind: 'kubelet', label: 'the kubelet’s own work' }
    : { kind: 'waiting', label: 'nothing is known to have happened', ...(container && { container }) };
}

/** A container that ran before is started again; `backOffMs` is 0 where it does not have to wait. */
export function restart(container: string, backOffMs?: number): Gap {
  if (backOffMs === 0)
    return {
      kind: 'kubelet',
      container,
      label: `the kubelet sees that ${container} ended, and starts it again`,
      isCertain: true,
    };
  return {
    kind: 'backOff',
    container,
    label: `back-off until ${container} is started again`,
    isCertain: true,
  };
}

/** What a pod waited for after the last step. */
export function lastGap({ view }: Trace, pod: Pod, previous: Message | undefined, { reached }: PathEnd): Gap {
  const found = gap(pod, previous, undefined, reached);
  if (reached) return found;
  const isUnmounted =
    found.kind === 'waiting' &&
    view.events.some(
      ({ reason = '', involvedObject: { uid } }) =>
        /^Failed(Mount|AttachVolume)$/.test(reason) && uid === pod.metadata?.uid,
    );
  if (isUnmounted) return { kind: 'volumes', label: 'its volumes are not mounted yet', isCertain: true };
  const held = found.kind === 'kubelet' || found.kind === 'waiting' ? heldBack(pod) : undefined;
  if (held) return held;
  const ended = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].find(
    ({ state, restartCount }) =>
      state?.waiting?.reason === 'CrashLoopBackOff' ||
      state?.terminated?.exitCode ||
      (state?.terminated && restartCount > 0),
  );
  if (!ended || previous?.method !== 'StartContainer') return found;
  const of = crashBackOff(ended.restartCount, ended.state?.waiting?.message);
  return { ...restart(ended.name), ...(of > 0 && { of }) };
}

/** A container whose status says why it is not started, without a call that would tell it. */
function heldBack({ status }: Pod): Gap | undefined {
  for (const { name, state } of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const reason = state?.waiting?.reason ?? 'ContainerCreating';
    if (reason === 'ImagePullBackOff' || reason === 'ErrImagePull') return backOff(name, 'the image', 'pulled');
    if (!['ContainerCreating', 'PodInitializing', 'CrashLoopBackOff'].includes(reason))
      return { kind: 'waiting', label: `${name} is not started yet: ${reason}`, container: name, isCertain: true };
  }
  return undefined;
}

function backOff(container: string | undefined, what: string, done: string): Gap {
  return {
    kind: 'backOff',
    label: `back-off until ${what}${container ? ` of ${container}` : ''} is ${done} again`,
    ...(container && { container }),
    isCertain: true,
  };
}

function fromCreation({ spec }: Pod, next: Message | undefined): Gap {
  if (next?.method.endsWith('/binding')) return { kind: 'scheduling', label: 'a node is chosen', isCertain: true };
  // Without a binding, the pod had its node from the beginning, or it has none yet.
  if (spec?.nodeName) {
    return next
      ? { kind: 'volumes', label: 'the kubelet picks it up and mounts its volumes', isCertain: true }
      : { kind: 'waiting', label: 'the kubelet picks it up' };
  }
  return { kind: 'scheduling', label: 'no node is chosen yet', isCertain: true };
}

function volumesLabel({ spec }: Pod): string {
  const count = spec?.volumes?.length ?? 0;
  if (count === 0) return 'the kubelet picks it up (cgroup, folders, image secrets)';
  return `its ${count === 1 ? 'volume is' : `${count} volumes are`} mounted`;
}

function afterStart(pod: Pod, previous: Message, next: Message | undefined, reached: PathEnd['reached']): Gap {
  const container = previous.subject?.container ?? '';
  const init = pod.spec?.initContainers?.find(({ name }) => name === container);
  const spec = init ?? pod.spec?.containers.find(({ name }) => name === container);
  const own = { container };
  if (init && init.restartPolicy !== 'Always') {
    return {
      kind: 'init',
      ...own,
      label: `init container ${container} runs, until the kubelet sees that it ended`,
      isCertain: true,
    };
  }
  // With no next step, the pod waits there as long as the kubelet has not gone on.
  const goesOn = next !== undefined || hasOthersToStart(pod, container);
  const hasHook = spec?.lifecycle?.postStart !== undefined;
  if (goesOn && init?.startupProbe && (!hasHook || isSeenToRun(pod, container))) {
    return {
      kind: 'sidecar',
      ...own,
      label: `sidecar ${container} starts up${hasHook ? ': its postStart hook, then its startup probe' : ''}${probeText(init.startupProbe)}`,
      isCertain: true,
    };
  }
  if (hasHook && (goesOn || !isSeenToRun(pod, container))) {
    return { kind: 'hook', ...own, label: `the postStart hook of ${container} runs`, isCertain: true };
  }
  if (goesOn) return { kind: 'kubelet', label: 'the kubelet goes on to the next container' };
  return afterLastStart(pod, reached);
}

/** Whether containers that come after this one were never started, and the pod does not end without them. */
function hasOthersToStart({ spec, status }: Pod, container: string): boolean {
  if (isPodPhaseTerminal(status?.phase)) return false;
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name }) => name);
  const later = all.slice(all.indexOf(container) + 1);
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const begun = new Set(statuses.flatMap(({ name, containerID }) => (containerID ? [name] : [])));
  return all.includes(container) && later.some((name) => !begun.has(name));
}

/** The kubelet writes that a container runs only after its postStart hook (syncPod waits for it, 1.37). */
function isSeenToRun({ status }: Pod, container: string): boolean {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.some(({ name, state }) => name === container && state?.waiting === undefined);
}

/** What a pod whose containers all run is waiting for. */
function afterLastStart({ spec }: Pod, reached: PathEnd['reached']): Gap {
  if (reached === 'Succeeded' || reached === 'Failed')
    return { kind: 'run', label: 'the containers run to their end', isCertain: true };
  // The containers are started only behind the startup probes of the sidecars.
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const probes = [
    ...sidecars.flatMap(({ startupProbe: _passed, ...one }) => describedProbes(one)),
    ...(spec?.containers ?? []).flatMap(describedProbes),
  ];
  const until = untilReady(reached);
  if (probes.length > 0) return { kind: 'probes', label: `${until}: ${probes.join(', ')}`, isCertain: true };
  if (spec?.readinessGates?.length) return readinessGatesGap(spec.readinessGates, reached);
  return {
    kind: reached ? 'kubelet' : 'waiting',
    label: `${until}: the kubelet sees the containers running and reports it`,
    isCertain: true,
  };
}

/** What a pod waits for whose containers are all ready. */
export function readinessGatesGap(gates: readonly PodReadinessGate[], reached: PathEnd['reached']): Gap {
  const names = gates.map(({ conditionType }) => conditionType).join(', ');
  return { kind: 'gates', label: `${untilReady(reached)}: ${names}`, isCertain: true };
}

function untilReady(reached: PathEnd['reached']): string {
  return reached === 'Ready' ? 'until it is Ready' : 'it is not Ready yet';
}

function describedProbes({ name, startupProbe, readinessProbe }: Container): string[] {
  return [
    ...(startupProbe ? [`startup probe of ${name}${probeText(startupProbe)}`] : []),
    ...(readinessProbe ? [`readiness probe of ${name}${probeText(readinessProbe)}`] : []),
  ];
}

function probeText({ initialDelaySeconds = 0, periodSeconds = 10 }: Probe): string {
  return ` (${initialDelaySeconds > 0 ? `after ${initialDelaySeconds} s, ` : ''}every ${periodSeconds} s)`;
}
