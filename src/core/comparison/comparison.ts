import type { Pod } from '../api/types';
import { differenceReason } from './differenceReason';
import { pairedLanes } from './pairedLanes';
import { podEnding } from './podEnding';
import { largestParts, type PartSum } from '../trace/largestParts';
import type { PathKind, Span } from '../trace/pathPart';
import type { Lane } from '../trace/timeline';
import type { Message, Trace } from '../trace/trace';

/** What was otherwise in a cluster than in the simulation of the same manifest. */
export interface Difference {
  /** The observed pod's name. */
  pod: string;
  what: 'slower' | 'faster' | 'onlyObserved' | 'onlySimulated' | 'ending';
  /** What differs, in words. */
  label: string;
  observed?: Span;
  simulated?: Span;
  /** Why, as far as it is known. */
  why?: string;
}

/** A difference that is smaller is not worth a word, in milliseconds and as a share of the larger. */
const least = { milliseconds: 30, share: 0.1 };

/** Parts that last as long as one looks at a start that does not get on. */
const lasting = new Set<PathKind>(['backOff', 'waiting', 'kubelet', 'probes', 'gates', 'run']);

/** Calls that evidence from outside a node tells of. */
const compared = new Set(['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer']);

/**
 * What was slower or faster than simulated, beyond what the evidence is exact to; calls that only one of the two has;
 * and ends that differ. The largest first. Each pod is compared with the one that it is in the simulation.
 */
export function compareTraces(observed: Trace, simulated: Trace): Difference[] {
  const differences = pairedLanes(observed, simulated).flatMap(([lane, other]) => [
    ...ending(lane, other, observed, simulated),
    ...slower(lane, other, observed, simulated),
    ...calls(lane, other, observed, simulated),
  ]);
  return differences.sort((a, b) => weight(b) - weight(a));
}

/** Endings first, then by milliseconds. */
function weight({ what, observed, simulated }: Difference): number {
  if (what === 'ending') return Number.POSITIVE_INFINITY;
  return Math.abs((observed?.milliseconds ?? 0) - (simulated?.milliseconds ?? 0));
}

function slower(lane: Lane, other: Lane, observed: Trace, simulated: Trace): Difference[] {
  const isThrough = lane.reached !== undefined && other.reached !== undefined;
  const [mine, theirs] = [sumsOf(lane, isThrough), sumsOf(other, isThrough)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((key): Difference[] => {
    const [one, two] = [mine.get(key), theirs.get(key)];
    const none: Span = { milliseconds: 0, precision: 0 };
    const [a, b] = [spanOf(one) ?? none, spanOf(two) ?? none];
    const difference = a.milliseconds - b.milliseconds;
    const larger = Math.max(a.milliseconds, b.milliseconds);
    const isBeyond =
      Math.abs(difference) > Math.max(a.precision + b.precision + 5, least.milliseconds, larger * least.share);
    const sum = one ?? two;
    const isAsOften = isThrough || one?.parts === two?.parts;
    if (!isBeyond || !sum || !isAsOften) return [];
    const why = differenceReason(sum, { lane, trace: observed, span: a }, { lane: other, trace: simulated, span: b });
    return [
      {
        pod: lane.pod,
        what: difference > 0 ? 'slower' : 'faster',
        label: sum.label,
        observed: a,
        simulated: b,
        ...(why !== undefined && { why }),
      },
    ];
  });
}

function spanOf(sum: PartSum | undefined): Span | undefined {
  return sum && { milliseconds: sum.milliseconds, precision: sum.precision };
}

/** By what they went to, the kubelet's own small waits together; of a start that is not through, what is. */
function sumsOf(lane: Lane, isThrough: boolean): Map<string, PartSum> {
  const parts = isThrough ? lane.parts : lane.parts.slice(0, -1).filter(({ kind }) => !lasting.has(kind));
  const byKind = parts.map((part) => ({ ...part, label: keyOf(part.kind, part.container) }));
  const labels = new Map(parts.map((part) => [keyOf(part.kind, part.container), part.label]));
  return new Map(largestParts(byKind).map((sum) => [sum.label, { ...sum, label: labels.get(sum.label) ?? sum.label }]));
}

function keyOf(kind: PathKind, container: string | undefined): string {
  return kind === 'kubelet' || kind === 'waiting' ? 'kubelet' : `${kind} ${container ?? ''}`;
}

function calls(lane: Lane, other: Lane, observed: Trace, simulated: Trace): Difference[] {
  const isThrough = lane.reached !== undefined && other.reached !== undefined;
  const [mine, theirs] = [countsOf(observed, lane), countsOf(simulated, other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((key): Difference[] => {
    const [a, b] = [mine.get(key) ?? 0, theirs.get(key) ?? 0];
    // How often something is tried again hangs on how long one looks.
    const isAlike = isThrough ? a === b : a > 0 === b > 0;
    if (isAlike) return [];
    const times = (count: number): string => (count === 1 ? 'once' : count === 0 ? 'never' : `${count} times`);
    return [
      {
        pod: lane.pod,
        what: a > b ? 'onlyObserved' : 'onlySimulated',
        label: `${key} was called ${times(a)}, simulated ${times(b)}`,
      },
    ];
  });
}

function countsOf({ messages }: Trace, lane: Lane): Map<string, number> {
  const counts = new Map<string, number>();
  const isOwn = ({ subject, start, end, method }: Message): boolean =>
    subject?.pod === lane.pod &&
    subject.namespace === lane.namespace &&
    compared.has(method) &&
    ((start ?? end)?.at ?? Number.POSITIVE_INFINITY) <= lane.end.at;
  for (const { method, subject } of messages.filter(isOwn)) {
    const key = subject?.container ? `${method} ${subject.container}` : method;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function ending(lane: Lane, other: Lane, observed: Trace, simulated: Trace): Difference[] {
  const [a, b] = [stateOf(observed, lane), stateOf(simulated, other)];
  return a === b ? [] : [{ pod: lane.pod, what: 'ending', label: `it is ${a}, simulated ${b}` }];
}

function stateOf({ view }: Trace, { pod: name, namespace }: Lane): string {
  const isOwn = ({ metadata }: Pod): boolean =>
    metadata?.name === name && (metadata.namespace ?? 'default') === namespace;
  const pod = view.pods.filter(isOwn).at(-1);
  return pod ? podEnding(pod) : 'gone';
}
