import type { Pod } from '../api/types';
import type { Message, Moment, Trace } from '../trace/trace';
import { phaseName, type Phase, type PhaseKind } from './phase';
import { podPhases, type PhaseDraft } from './podPhases';

/**
 * The phases of a start in the order of their first messages: each message is in exactly one. Those about a pod are in
 * phases of that pod, which follow one another; the others in what a person applies or in what controllers do.
 */
export function phases(trace: Trace): Phase[] {
  const places = new Map(trace.messages.map(({ id }, at) => [id, at]));
  const parties = new Map<PhaseKind, Message[]>();
  const perPod = new Map<string, Message[]>();
  for (const message of trace.messages) {
    const { subject, from } = message;
    if (subject) add(perPod, keyOf(subject.namespace, subject.pod), message);
    else add(parties, from === 'kubectl' ? 'apply' : 'workload', message);
  }
  const pods = knownPods(trace);
  const all = [
    ...[...parties].map(([kind, messages]) => ofNoPod(kind, messages)),
    ...[...perPod].flatMap(([key, messages]) => ofPod(key, podPhases(messages, pods.get(key)), trace.end)),
  ];
  const first = ({ messages }: Phase): number => places.get(messages[0] ?? '') ?? 0;
  return all.sort((a, b) => first(a) - first(b));
}

/** The phase of each message, by its id. */
export function phaseOfEach(all: readonly Phase[]): ReadonlyMap<string, Phase> {
  return new Map(all.flatMap((phase) => phase.messages.map((id) => [id, phase] as const)));
}

function add<Key>(groups: Map<Key, Message[]>, key: Key, message: Message): void {
  const group = groups.get(key);
  if (group) group.push(message);
  else groups.set(key, [message]);
}

function keyOf(namespace: string | undefined, name: string | undefined): string {
  return `${namespace ?? 'default'}/${name}`;
}

/** By namespace and name: of several of a name the last, and those that are gone as an answer or a watch showed them. */
function knownPods({ messages, view }: Trace): Map<string, Pod> {
  const known = new Map<string, Pod>();
  for (const { method, response } of messages) {
    if (!/^(?:WATCH|POST) .*\/pods(?:\/|$)/.test(method)) continue;
    const pod = response as Pod | undefined;
    if (pod?.spec && pod.metadata) known.set(keyOf(pod.metadata.namespace, pod.metadata.name), pod);
  }
  for (const pod of view.pods) known.set(keyOf(pod.metadata?.namespace, pod.metadata?.name), pod);
  return known;
}

function ofNoPod(kind: PhaseKind, messages: readonly Message[]): Phase {
  const start = startOf(messages);
  const end = lastEnd(messages);
  const took = busyTime(messages);
  return {
    id: kind,
    kind,
    name: phaseName({ kind, nth: 1, isDeletion: false }),
    messages: messages.map(({ id }) => id),
    ...(start && { start }),
    ...(start && end && { end: { ...end, at: start.at + took } }),
  };
}

/** Milliseconds in which at least one of the messages was under way: what others did between them is not theirs. */
function busyTime(messages: readonly Message[]): number {
  const calls = messages.flatMap(({ start, end }) => (start && end ? [{ from: start.at, to: end.at }] : []));
  let [took, until] = [0, -Infinity];
  for (const { from, to } of calls.sort((a, b) => a.from - b.from)) {
    took += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return took;
}

function ofPod(key: string, drafts: readonly PhaseDraft[], traceEnd: number): Phase[] {
  const counts = new Map<string, number>();
  const told = new Map<string, number>();
  return drafts.map((draft, at) => {
    const { kind, container, messages, incarnation } = draft;
    const same = `${incarnation} ${kind} ${container?.name ?? ''}`;
    const count = (counts.get(same) ?? 0) + 1;
    counts.set(same, count);
    // What is seen of a restart may tell of an earlier one.
    const nth = kind === 'restart' ? Math.max((told.get(same) ?? 0) + 1, restartsIn(draft)) : count;
    told.set(same, nth);
    const [namespace = '', pod = ''] = key.split('/');
    const start = startOf(messages);
    const end = endOf(draft, drafts.slice(at + 1), traceEnd);
    const isDeletion = messages.some(({ method, because }) => method.startsWith('DELETE ') || isDeleted(because));
    return {
      id: `${key} ${same} ${count}`,
      kind,
      name: phaseName({ kind, container, nth, isDeletion }),
      namespace,
      pod,
      ...(container && { container: container.name }),
      messages: messages.map(({ id }) => id),
      ...(start && { start }),
      ...(end && { end }),
    };
  });
}

function isDeleted(because: Message['because']): boolean {
  return (because?.type === 'stopContainer' || because?.type === 'stopSandbox') && because.cause.type === 'podDeleted';
}

/** How often a container was restarted by then, where the kubelet or the pod's status says so; else 0. */
function restartsIn({ messages, container }: PhaseDraft): number {
  for (const { because } of messages) {
    if (because?.type === 'createContainer' && because.restartCount) return because.restartCount;
    if (because?.type !== 'statusChanged') continue;
    for (const change of because.changes)
      if (change.type === 'restarts' && change.container === container?.name) return change.count;
  }
  return 0;
}

/** A phase lasts until the next one begins, or the pod is ready or over; the last one until now. */
function endOf({ kind, messages }: PhaseDraft, later: readonly PhaseDraft[], now: number): Moment | undefined {
  if (kind === 'end' || (kind === 'ready' && isReached(messages))) return lastEnd(messages);
  for (const next of later) {
    const start = startOf(next.messages);
    if (start) return start;
  }
  return { at: now, precision: 0 };
}

function isReached(messages: readonly Message[]): boolean {
  return messages.some(
    ({ because }) =>
      because?.type === 'statusChanged' &&
      because.changes.some((one) => one.type === 'condition' && one.condition === 'Ready' && one.status === 'True'),
  );
}

function startOf(messages: readonly Message[]): Moment | undefined {
  const first = messages.find(({ start, end }) => start ?? end);
  return first?.start ?? first?.end;
}

function lastEnd(messages: readonly Message[]): Moment | undefined {
  return messages.reduce<Moment | undefined>((last, { start, end = start }) => {
    return end && (last === undefined || end.at > last.at) ? end : last;
  }, undefined);
}
