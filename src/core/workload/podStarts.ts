import type { Pod, PodStatus } from '../api/types';
import { isMap } from '../isMap';
import { criticalPath } from '../trace/criticalPath';
import { workloadOf } from '../comparison/workloadOf';
import { momentOf } from '../trace/eventTimes';
import type { PathKind, PathPart, Span } from '../trace/pathPart';
import { spanOf } from '../trace/pathPart';
import { timeline, type Lane } from '../trace/timeline';
import type { Message, Trace } from '../trace/trace';
import { greatest } from '../extremes';
import { readyCondition } from '../componentHelpers/readyCondition';
import { nodeAddedAt, traitFacts, traitsOf, type Trait } from './traits';

/** What a pod's time went to, of one container where it is about one. */
export interface StartPhase extends Span {
  kind: PathKind;
  container?: string;
}

/** One pod of a workload: how long its start took, phase by phase, and what it has in common with others. */
export interface PodStart {
  uid: string;
  namespace: string;
  pod: string;
  /** `Deployment web` */
  workload: { kind: string; name: string };
  /** In milliseconds since the epoch; whole seconds, as the API tells them. */
  created: number;
  /**
   * Where its start came to. `again`: it was Ready when it was seen, but nothing tells when it was first.
   */
  reached: 'Ready' | 'Succeeded' | 'Failed' | 'deleted' | 'again' | 'starting';
  whole: Span;
  /** By kind and container, in the order of the start. */
  phases: ReadonlyMap<string, StartPhase>;
  traits: readonly Trait[];
  /** When its node came into the cluster, in milliseconds since the epoch, where that is known. */
  nodeAdded?: number;
}

/** Milliseconds after its containers' start within which a pod that nothing probes is told Ready (syncs and status updates). */
const readyAfter = 60_000;

/** Each pod of a trace, whose lanes may be known already; of several versions of one (by its uid) the trace has the latest. */
export function podStarts(trace: Trace, known: readonly Lane[] = timeline(trace)): PodStart[] {
  const readiness = firstReady(trace);
  const lanes = new Map(known.map((lane) => [laneKey(lane), lane]));
  const facts = traitFacts(trace.view);
  return trace.view.pods.flatMap((pod): PodStart[] => {
    const { uid = '', namespace = 'default', name = '', creationTimestamp = '' } = pod.metadata ?? {};
    const whole = lanes.get(laneKey({ uid, namespace, pod: name }));
    if (!whole) return [];
    const lane = untilReady(trace, pod, whole, readiness.get(`${namespace}/${name}`));
    const nodeAdded = nodeAddedAt(pod.spec?.nodeName ?? '', facts);
    return [
      {
        uid,
        namespace,
        pod: name,
        workload: workloadOf(pod),
        created: Date.parse(creationTimestamp) || lane.start.at,
        reached: reachedBy(pod, lane),
        whole: lane.whole,
        phases: phasesOf(lane.parts),
        traits: traitsOf(pod, facts),
        ...(nodeAdded !== undefined && { nodeAdded }),
      },
    ];
  });
}

/** The messages of a pod's name, and those among them that tell that it is Ready. */
interface Readiness {
  messages: Message[];
  ready: { at: number; place: number; status: PodStatus }[];
}

function firstReady({ messages }: Trace): Map<string, Readiness> {
  const found = new Map<string, Readiness>();
  for (const message of messages) {
    const { subject, method, request, start } = message;
    if (!subject) continue;
    const key = `${subject.namespace}/${subject.pod}`;
    const own = found.get(key) ?? { messages: [], ready: [] };
    found.set(key, own);
    own.messages.push(message);
    const status: PodStatus | undefined = method.endsWith('/status') && isMap(request) ? request : undefined;
    if (status && start && readyCondition(status)) own.ready.push({ at: start.at, place: own.messages.length, status });
  }
  return found;
}

/** What of a lane is counted. */
type Counted = Pick<Lane, 'start' | 'reached' | 'isAgain' | 'whole' | 'parts'>;

/** The start up to when the pod was seen to be Ready first, whatever became of it: it was scaled down, or restarted. */
function untilReady(
  trace: Trace,
  pod: Pod,
  lane: Lane,
  { messages, ready }: Readiness = { messages: [], ready: [] },
): Counted {
  const made = Date.parse(pod.metadata?.creationTimestamp ?? '') || 0;
  const first = ready.find(({ at }) => at >= made && at <= lane.end.at);
  if (!first || (lane.reached === 'Ready' && !lane.isAgain && first.at >= lane.end.at)) return lane;
  const before = messages.slice(0, first.place).filter(({ start, end }) => ((start ?? end)?.at ?? made) >= made - 1000);
  const { start, end, parts } = criticalPath(trace, { ...pod, status: first.status }, before);
  return { start, reached: end.reached, whole: spanOf({ start, end: end.moment }), parts };
}

function laneKey({ uid, namespace, pod }: Pick<Lane, 'uid' | 'namespace' | 'pod'>): string {
  return uid === '' ? `${namespace}/${pod}` : uid;
}

function reachedBy(pod: Pod, { reached, isAgain }: Counted): PodStart['reached'] {
  if (reached === undefined) return 'starting';
  return isAgain || (reached === 'Ready' && wasReadyBefore(pod)) ? 'again' : reached;
}

/**
 * Whether a pod that nothing probes is Ready long after its containers were started: it was so before, and its node was not
 * (the node lifecycle controller takes Ready away, pkg/controller/nodelifecycle, 1.37).
 */
function wasReadyBefore({ spec, status }: Pod): boolean {
  const { lastTransitionTime: ready } = readyCondition(status) ?? {};
  const { containers = [], initContainers = [], readinessGates = [] } = spec ?? {};
  const isProbed = [...containers, ...initContainers].some((one) => one.readinessProbe ?? one.startupProbe);
  if (!ready || isProbed || readinessGates.length > 0) return false;
  const starts = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.running?.startedAt ?? []);
  return starts.length > 0 && momentOf(ready).at - greatest(starts.map((one) => momentOf(one).at)) > readyAfter;
}

/** The parts of a kind and container together; what follows one another is one, with the precision of its two ends alone. */
function phasesOf(parts: readonly PathPart[]): Map<string, StartPhase> {
  const phases = new Map<string, StartPhase>();
  for (let at = 0; at < parts.length;) {
    const first = parts[at]!;
    const key = phaseKey(first);
    let last = first;
    for (at++; at < parts.length && phaseKey(parts[at]!) === key; at++) last = parts[at]!;
    const { milliseconds, precision } = spanOf({ start: first.start, end: last.end });
    const known = phases.get(key);
    if (known) {
      known.milliseconds += milliseconds;
      known.precision += precision;
    } else {
      const { kind, container } = first;
      phases.set(key, { kind, ...(container !== undefined && { container }), milliseconds, precision });
    }
  }
  return phases;
}

function phaseKey({ kind, container = '' }: Pick<PathPart, 'kind' | 'container'>): string {
  return `${kind} ${container}`;
}
