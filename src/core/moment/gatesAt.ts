import { groupedBy } from '../groupedBy';
import { diagnose } from '../diagnosis/diagnosis';
import type { Diagnosis } from '../diagnosis/facts/finding';
import { againText } from '../diagnosis/retryText';
import type { Event, Pod } from '../api/types';
import { readyCondition } from '../componentHelpers/readyCondition';
import { podKey } from '../trace/messagesByPod';
import { firstSeen, lastSeen, latestEvents } from '../trace/eventTimes';
import type { Moment, Source, Trace } from '../trace/trace';
import type { Gate } from './gate';
import { holderOf, isHeldBy } from './gateHolders';
import { gatesBy } from './gateTimes';
import type { PodAt } from './podAt';
import { eventsByClaim, madeVolume } from './madeVolume';
import { keyOf, worldAtTime } from './world';

/** A gate at a moment, with its times. */
export interface GateAt extends Gate {
  /** Since when it is as it is. */
  since?: Moment;
  /** How that is known. */
  precision: Source;
  /** Why it holds, where the diagnosis tells. */
  cause?: string;
}

/** What a container waits for: for whom it is another's, by the gate's name. */
export interface Waiting {
  name: string;
  /** Absent where it waits for nothing. */
  gate?: GateAt;
}

/** The gates of a pod at a moment, and what it and its containers wait for. */
export interface GatesAt {
  namespace: string;
  pod: string;
  /** In the order in which they open; none of a pod that is over. */
  gates: readonly GateAt[];
  containers: readonly Waiting[];
  /** The gate that the pod as a whole waits at. */
  holding?: GateAt;
  /** The pod as it is then. */
  now: Pod;
  isDeleted: boolean;
}

/**
 * The gates of a pod at a moment, the ones that hold with who holds them by all that was known then. `at`: milliseconds
 * since the epoch; `then`: the pod as the world has it, where several things happen in one moment; undefined where there is no such pod by then.
 */
export function gatesAt(trace: Trace, at: number, namespace: string, name: string, then?: PodAt): GatesAt | undefined {
  const from = gatesBy(trace, keyOf(namespace, name), at, then);
  const pod = from?.change.pod.pod;
  return from && pod ? heldGates(trace, at, { namespace, name, from, pod }, knownAt(trace, at, [pod])) : undefined;
}

/** A pod and its gates, before anybody knows who holds them. */
interface Gated {
  namespace: string;
  name: string;
  from: NonNullable<ReturnType<typeof gatesBy>>;
  pod: Pod;
}

/** What is known at a moment, of all pods that are asked for: it is worked out once. */
interface Known {
  /** By the uids of what they are about, in the order of time. */
  events: ReadonlyMap<string, readonly Event[]>;
  /** Those about claims, by the claim, in the order of time. */
  ofClaims: ReadonlyMap<string, readonly Event[]>;
  /** What the diagnosis says of each pod. */
  diagnoses(pod: Pod): readonly Diagnosis[];
}

function heldGates(trace: Trace, at: number, { namespace, name, from, pod }: Gated, known: Known): GatesAt {
  const events = known.events.get(pod.metadata?.uid ?? '') ?? [];
  const found = from.holding || from.containers.some(({ holding }) => holding) ? known.diagnoses(pod) : [];
  const gates = new Map(
    from.gates.map((gate): [string, GateAt] => {
      const time = from.times.get(gate.id);
      const told = { ...gate, ...(time && { since: time.since }), precision: time?.source ?? trace.source };
      if (gate.state !== 'holds') return [gate.id, told];
      const causes = found.filter(
        (one) => (one.container ?? gate.container) === gate.container && isHeldBy(gate.kind, one),
      );
      const [first] = causes;
      if (first) return [gate.id, heldFor(told, first, causes, pod, at)];
      const volume = gate.kind === 'node' ? madeVolume(pod, known.ofClaims) : undefined;
      if (volume) return [gate.id, { ...told, ...volume }];
      return [
        gate.id,
        isQueued(gate, from.change.pod.work.get(gate.container ?? ''), events) ? { ...told, ...queued } : told,
      ];
    }),
  );
  return {
    namespace,
    pod: name,
    gates: [...gates.values()],
    containers: from.containers.map(({ name: container, holding }) => ({
      name: container,
      ...(holding && { gate: gates.get(holding.id)! }),
    })),
    ...(from.holding && { holding: gates.get(from.holding.id)! }),
    now: pod,
    isDeleted: from.change.pod.isDeleted ?? false,
  };
}

/** The gates of each pod that there is at a moment, in the order in which they came. */
export function allGatesAt(trace: Trace, at: number): GatesAt[] {
  const gated = [...worldAtTime(trace, at).now.pods.keys()].flatMap((key): Gated[] => {
    const [namespace = '', name = ''] = key.split('/');
    const from = gatesBy(trace, key, at);
    const pod = from?.change.pod.pod;
    return from && pod ? [{ namespace, name, from, pod }] : [];
  });
  const pods = gated.map(({ pod }) => pod);
  const known = knownAt(trace, at, pods);
  return gated.map((one) => heldGates(trace, at, one, known));
}

/**
 * The gates of each pod that waits for something where a trace ends. A pod that was seen Ready does not: the times of
 * statuses have whole seconds, and that of Ready may lie within the second that begins with the end.
 */
export function waitingAtEnd(trace: Trace): GatesAt[] {
  const ready = new Set(
    trace.view.pods.flatMap((pod) =>
      readyCondition(pod.status) && !pod.metadata?.deletionTimestamp ? podKey(pod) : [],
    ),
  );
  return allGatesAt(trace, trace.end).filter(
    ({ holding, namespace, pod }) => holding && !ready.has(keyOf(namespace, pod)),
  );
}

const queued = {
  heldBy: "the kubelet's pull queue, where other pulls come first",
  opensWhen: 'the pulls ahead of it are done, and then its own',
};

/** The kubelet says that it pulls an image when it queues the pull (pkg/kubelet/images/image_manager.go, 1.37). */
function isQueued({ kind, container }: Gate, work: string | undefined, events: readonly Event[]): boolean {
  if (kind !== 'image' || work === 'pulling') return false;
  const last = events
    .filter(
      ({ reason, involvedObject: { fieldPath } }) =>
        /^(?:Pulling|Pulled|Failed|BackOff)$/.test(reason ?? '') && fieldPath?.endsWith(`{${container}}`),
    )
    .at(-1);
  return last?.reason === 'Pulling';
}

/** A gate that causes of the diagnosis hold, the first of which says who. */
function heldFor(gate: GateAt, first: Diagnosis, all: readonly Diagnosis[], pod: Pod, at: number): GateAt {
  const { next, retry } = first;
  const cause = all.map((one) => one.cause).join('; ');
  const again = retry ? `; ${againText(retry, { end: at })}` : '';
  return { ...gate, heldBy: holderOf(first, pod) ?? gate.heldBy ?? '', cause, opensWhen: `${next}${again}` };
}

/** What is known of pods at a moment, as they are then. The diagnosis is asked when the first of them waits for something. */
function knownAt(trace: Trace, at: number, pods: readonly Pod[]): Known {
  const all = eventsBy(trace, at);
  const events = groupedBy(all, ({ involvedObject: { uid = '' } }) => uid);
  let found: Map<string, Diagnosis[]> | undefined;
  const diagnosed = (): Map<string, Diagnosis[]> => {
    const { objects, logs } = trace.view;
    const view = { pods: [...pods], events: all, errors: [], ...(objects && { objects }), ...(logs && { logs }) };
    return groupedBy(diagnose(view, { now: at, missing: trace.missing }), ({ subject }) => subject);
  };
  const diagnoses = ({ metadata }: Pod) => (found ??= diagnosed()).get(`pod ${metadata?.name}`) ?? [];
  return { events, ofClaims: eventsByClaim(all), diagnoses };
}

/** The events up to a moment, in the order of time; one that came again later, as it came first. */
function eventsBy(trace: Trace, at: number): Event[] {
  const all = trace.source === 'simulated' ? [...worldAtTime(trace, at).now.events.values()] : trace.view.events;
  return latestEvents(
    all.flatMap((event): Event[] => {
      const last = lastSeen(event);
      if (!last || last.at - last.precision <= at) return [event];
      const first = firstSeen(event);
      if (!first || first.at > at) return [];
      const { series: _series, ...once } = event;
      return [{ ...once, count: 1, lastTimestamp: new Date(first.at).toISOString() }];
    }),
  );
}
