import type { Probe } from '../api/types';
import type { Gate } from './gate';
import { isDone, type StartingContainer } from './startingContainer';

/** A gate, of which it is not known yet whether anything waits for it. */
export interface UnheldGate extends Omit<Gate, 'state'> {
  isOpen: boolean;
  /** What comes after its container waits for it, too. */
  isBlocking: boolean;
  heldBy: string;
  opensWhen: string;
}

/** Reasons why a container waits before it has its image (pkg/kubelet/images/types.go, 1.37). */
const beforeImage = /Image|Pull|Registry|Signature|^ContainerCreating$|^PodInitializing$|^$/;

/**
 * The gates of a container in their order: its image, its start, its postStart hook; of an init container its end, of
 * another one its startup probe, and that it counts as ready.
 *
 * @param all the pod's, of which the kubelet starts one after the other (SyncPod, kuberuntime_manager.go, 1.37)
 */
export function containerGates(one: StartingContainer, all: readonly StartingContainer[]): UnheldGate[] {
  const { list, isSidecar, spec, status, work, isRunning, name } = one;
  const isInit = list === 'initContainers' && !isSidecar;
  const whose = isInit ? `init container ${name}` : isSidecar ? `sidecar ${name}` : name;
  // Of an init container that ended well, the kubelet has still to see it.
  const isPast = isDone(one) || isRunning || (isInit && work === 'ended' && status?.state?.running !== undefined);
  const gate = (
    kind: Gate['kind'],
    what: string,
    title: string,
    isOpen: boolean,
    [heldBy, opensWhen]: readonly [string, string],
  ): UnheldGate => ({
    kind,
    container: name,
    id: `${kind} ${name}`,
    name: `${title} of ${whose}`,
    what,
    isOpen,
    isBlocking: kind !== 'ready',
    heldBy,
    opensWhen,
  });
  const { waiting, running, terminated } = status?.state ?? {};
  // One that the pod may not use is as one that is not there.
  const hasImage =
    isPast ||
    (work === undefined || work === 'ended' || work === 'stopping'
      ? terminated !== undefined ||
        running !== undefined ||
        (waiting !== undefined && !beforeImage.test(waiting.reason ?? '')) ||
        work !== undefined
      : work !== 'pulling' && work !== 'pullFailed' && waiting?.reason !== 'ErrImageNeverPull');
  const asked = (probe: string) => `its ${probe} probe, which has not succeeded yet`;
  const gates = [
    gate('image', 'its image', 'image', hasImage, imageHolder(one, all)),
    gate('start', 'its start', 'start', isPast, startHolder(one)),
  ];
  if (list === 'ephemeralContainers') return gates;
  const { startupProbe, readinessProbe, lifecycle } = spec;
  if (lifecycle?.postStart) {
    const later = all
      .slice(all.indexOf(one) + 1)
      .some(({ work: begun, list: other }) => begun !== undefined && other !== 'ephemeralContainers');
    gates.push(
      gate(
        'hook',
        'its postStart hook',
        'postStart hook',
        isDone(one) || (isRunning && (running !== undefined || later)),
        ['the hook, which has not ended yet', 'the hook succeeds'],
      ),
    );
  }
  if (isInit) {
    const hasEnded = work === 'ended';
    gates.push(
      gate('end', 'its end', 'end', isDone(one), [
        hasEnded
          ? 'the kubelet, which has not yet seen that it ended'
          : `the program in ${name}, which has not ended yet`,
        'it ends with exit code 0',
      ]),
    );
    return gates;
  }
  if (startupProbe) {
    // A kubelet that makes no startup probes (before 1.18) says nothing of started.
    const isStarted = isRunning && (status?.started === true || status?.ready === true);
    gates.push(
      gate('startup', 'its startup probe', 'startup probe', isStarted, [asked('startup'), succeeds(startupProbe)]),
    );
  }
  const isReady = isRunning && status?.ready === true;
  gates.push(
    readinessProbe
      ? gate('ready', 'its readiness probe', 'readiness probe', isReady, [asked('readiness'), succeeds(readinessProbe)])
      : gate('ready', 'its readiness', 'readiness', isReady, [
          'the kubelet, which has yet to report that it runs',
          'the kubelet writes its status',
        ]),
  );
  return gates;
}

function succeeds({ initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1 }: Probe): string {
  const first = initialDelaySeconds > 0 ? `, first ${initialDelaySeconds} s after the start` : '';
  return `the probe, made every ${periodSeconds} s${first}, succeeds${successThreshold > 1 ? ` ${successThreshold} times in a row` : ''}`;
}

function imageHolder({ work, name, list }: StartingContainer, all: readonly StartingContainer[]): [string, string] {
  if (work === 'pulling') return ['the registry, from which it is being pulled', 'the pull ends'];
  if (work === 'pullFailed') return ['the registry, from which it could not be pulled', 'a pull succeeds'];
  const busy = all.find(
    (other) =>
      other.name !== name &&
      other.list === list &&
      ((/^(?:pull|creat|start)/.test(other.work ?? '') && other.work !== 'pullFailed') ||
        (other.work === 'running' && !other.status?.state?.running && other.spec.lifecycle?.postStart !== undefined)),
  );
  if (busy) return [`the kubelet, which is busy with container ${busy.name}`, `${busy.name} is started`];
  return ['the kubelet, which has not reached it yet', 'the kubelet finds it on the node, or pulls it'];
}

function startHolder({ work, status }: StartingContainer): [string, string] {
  const { waiting, running } = status?.state ?? {};
  const opens = 'the runtime has started it';
  const backOff: [string, string] = ['the back-off before it is started again', 'the back-off is over'];
  if (work === 'creating') return ['the runtime, which is creating it', opens];
  if (work === 'created' && !waiting?.reason?.endsWith('Error'))
    return ['the kubelet, which has yet to start it', opens];
  if (work === 'starting') return ['the runtime, which is starting it', opens];
  if (work === 'stopping')
    return ['the kubelet, which ends its last run', 'its last run has ended, and it is started again'];
  if (work === 'ended' && running)
    return ['the kubelet, which has not yet seen that it ended', 'the kubelet sees it, and starts it again'];
  if (waiting?.reason === 'CrashLoopBackOff') return backOff;
  if (waiting?.reason && !beforeImage.test(waiting.reason)) return [`the kubelet, which says ${waiting.reason}`, opens];
  // After the first time, the kubelet lets time pass before it starts it again.
  if (status?.state?.terminated && status.restartCount > 0) return backOff;
  if (work === 'ended' || status?.state?.terminated) return ['the kubelet, which has yet to restart it', opens];
  return ['the kubelet, which has yet to create it', opens];
}
