import { isPodPhaseTerminal } from '../componentHelpers/isPodTerminal';
import { readyCondition } from '../componentHelpers/readyCondition';
import type { Pod } from '../api/types';
import { containerGates, type UnheldGate } from './containerGates';
import type { Gate, PodGates } from './gate';
import type { PodAt } from './podAt';
import { isDone, isGivenUp, startingContainers, type StartingContainer } from './startingContainer';

const none: PodGates = { gates: [], containers: [] };

/**
 * The gates of a pod's start: of those of a container, and of all that it waits for, the first that is not open holds. A
 * pod that is over, or is to be deleted, waits for nothing, nor does one of which nothing is started any more.
 */
export function podGates(at: PodAt): PodGates {
  const { pod, isDeleted } = at;
  if (!pod) return none;
  const all = startingContainers(at);
  const names = all.map(({ name }) => ({ name }));
  if (isDeleted || pod.metadata?.deletionTimestamp || isPodPhaseTerminal(pod.status?.phase) || isAtItsEnd(all))
    return { gates: [], containers: names };
  const before = ofPod(
    at,
    pod,
    all.some(({ hasBegun }) => hasBegun),
  );
  const each = all.map((one) => containerGates(one, all));
  const readiness = readinessGates(pod);
  const isHeld = new Set<UnheldGate>();
  const blockingBefore = (index: number): UnheldGate[] =>
    all[index]?.list === 'ephemeralContainers'
      ? []
      : each
          .slice(0, index)
          .flatMap((gates, nth) =>
            all[nth]?.list === 'initContainers' ? gates.filter(({ isBlocking }) => isBlocking) : [],
          );
  const holding = all.map((one, index) => {
    if (isGivenUp(one)) return undefined;
    // What comes before it is past where it runs.
    const waited = one.isRunning ? [] : [...before, ...blockingBefore(index)];
    const first = [...waited, ...each[index]!].find(({ isOpen }) => !isOpen);
    if (first) isHeld.add(first);
    return first;
  });
  const isStarted = all.every((one, index) => one.list === 'ephemeralContainers' || !holding[index]);
  const closed =
    isStarted && all.every((one) => one.list !== 'containers' || !isGivenUp(one))
      ? readiness.find(({ isOpen }) => !isOpen)
      : undefined;
  if (closed) isHeld.add(closed);
  const gates = new Map(
    [...before, ...each.flat(), ...readiness].map((gate) => [gate, told(at, gate, isHeld.has(gate))]),
  );
  const isReady = readyCondition(pod.status) !== undefined;
  // What others wait for, too, comes before that something counts as ready.
  const own = holding.filter((one, index) => one && all[index]?.list !== 'ephemeralContainers');
  const first = own.find((one) => one?.isBlocking) ?? own[0] ?? closed;
  return {
    gates: [...gates.values()],
    containers: all.map(({ name }, index) => {
      const held = holding[index] && gates.get(holding[index]);
      return { name, ...(held && { holding: held }) };
    }),
    ...(first && !isReady && { holding: gates.get(first)! }),
  };
}

/** Whether all that the pod is there for has ended for good, or an init container without which nothing goes on. */
function isAtItsEnd(all: readonly StartingContainer[]): boolean {
  const main = all.filter(({ list }) => list === 'containers');
  const hasFailed = all.some((one) => one.list === 'initContainers' && isGivenUp(one) && !isDone(one));
  return hasFailed || (main.length > 0 && main.every(isGivenUp));
}

function told(
  { isInferred }: PodAt,
  { isOpen, isBlocking: _blocks, heldBy, opensWhen, ...gate }: UnheldGate,
  isHeld: boolean,
): Gate {
  if (isOpen) return { ...gate, state: 'open' };
  if (isHeld && isInferred && (gate.kind === 'startup' || gate.kind === 'ready'))
    return { ...gate, state: 'holds', heldBy: 'something unknown: no status shows it', opensWhen };
  return isHeld ? { ...gate, state: 'holds', heldBy, opensWhen } : { ...gate, state: 'ahead', opensWhen };
}

/** What comes before all containers: a node, the volumes, then the sandbox (SyncPod, pkg/kubelet/kubelet.go, 1.37). */
function ofPod({ sandbox }: PodAt, { spec, status }: Pod, hasBegun: boolean): UnheldGate[] {
  const isMade = sandbox
    ? sandbox.state === 'ready'
    : hasBegun ||
      status?.conditions?.some(({ type, status: is }) => type === 'PodReadyToStartContainers' && is === 'True') ===
        true;
  const node = spec?.nodeName;
  const gates = (spec?.schedulingGates ?? []).map(({ name }) => name);
  const drivers = (spec?.volumes ?? []).flatMap(({ csi }) => csi?.driver ?? []);
  const names = (spec?.volumes ?? []).map(({ name, ...source }) => `${name} (${Object.keys(source).join()})`);
  const kubelet = node === undefined ? 'the kubelet' : `the kubelet of node ${node}`;
  return [
    {
      kind: 'node',
      id: 'node',
      name: 'node',
      what: 'a node',
      isOpen: node !== undefined,
      isBlocking: true,
      heldBy:
        gates.length > 0
          ? `scheduling ${gates.length === 1 ? 'gate' : 'gates'} ${gates.join(', ')}`
          : `the scheduler${spec?.schedulerName === undefined || spec.schedulerName === 'default-scheduler' ? '' : ` ${spec.schedulerName}`}, which has not chosen one yet`,
      opensWhen: gates.length > 0 ? 'their owner removes them' : 'the scheduler binds the pod to a node',
    },
    {
      kind: 'volumes',
      id: 'volumes',
      name: 'volumes',
      what: names.length === 0 ? 'the kubelet to pick it up' : 'its volumes',
      isOpen: node !== undefined && (isMade || sandbox !== undefined),
      isBlocking: true,
      heldBy: `${kubelet}, which ${names.length === 0 ? 'has not asked for its sandbox yet' : `mounts ${names.join(', ')}`}${drivers.length > 0 ? ` by CSI driver ${drivers.join(', ')}` : ''}`,
      opensWhen:
        names.length === 0
          ? 'the kubelet has picked it up'
          : `${names.length === 1 ? 'the volume is' : 'all of them are'} mounted`,
    },
    {
      kind: 'sandbox',
      id: 'sandbox',
      name: 'sandbox and network',
      what: 'its sandbox',
      isOpen: node !== undefined && isMade,
      isBlocking: true,
      heldBy:
        sandbox?.state === 'making'
          ? 'the runtime, which is making it, with its network'
          : sandbox?.state === 'failed'
            ? 'the runtime, which could not make it'
            : 'the kubelet, which has yet to ask the runtime for it',
      opensWhen: 'the runtime has made it, and the network plugin has given it an address',
    },
  ];
}

/** The conditions that the pod asks for beside its containers (status.go GeneratePodReadyCondition, pkg/kubelet/status, 1.37). */
function readinessGates({ spec, status }: Pod): UnheldGate[] {
  return (spec?.readinessGates ?? []).map(({ conditionType }) => {
    const isOpen = status?.conditions?.some(({ type, status: is }) => type === conditionType && is === 'True') ?? false;
    return {
      kind: 'readinessGate',
      id: `readinessGate ${conditionType}`,
      name: `readiness gate ${conditionType}`,
      what: `its readiness gate ${conditionType}`,
      isOpen,
      isBlocking: false,
      heldBy: `the controller that sets the condition ${conditionType}`,
      opensWhen: `it sets the condition ${conditionType} to True`,
    };
  });
}
