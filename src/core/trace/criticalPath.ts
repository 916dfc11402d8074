import type { Pod, PodStatus } from '../api/types';
import { gap, lastGap, readinessGatesGap, restart, type Gap } from './pathGap';
import type { PathKind, PathPart } from './pathPart';
import { pathEnd, type PathEnd } from './pathEnd';
import { formatDuration } from '../formatDuration';
import { formatBytes, pulledEvent, queueWait } from './pulledEvent';
import type { Message, Moment, Source, Trace } from './trace';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';

/** A pod's whole start as parts that follow one another without holes. */
export interface CriticalPath {
  pod: Pod;
  start: Moment;
  /** When it was Ready or ended; else until when was watched. */
  end: PathEnd;
  parts: PathPart[];
}

/** Calls that a start waits for; the others are asked on the side, or tell how the start went. */
const work: Readonly<Record<string, PathKind>> = {
  RunPodSandbox: 'sandbox',
  PullImage: 'pull',
  CreateContainer: 'create',
  StartContainer: 'start',
};

/** A wait between two calls shorter than that is the kubelet's own work for the next one. */
const shortWait = 5;

/**
 * Where a pod's time went from its creation (or its last restart) until it was Ready, ended, or until now. The kubelet works for a pod on
 * one thing after the other (pkg/kubelet/pod_workers.go), so that its calls and the waits between them are the path.
 *
 * @param messages the trace's, of this pod alone; for many pods they are sorted out once
 */
export function criticalPath(trace: Trace, pod: Pod, messages = messagesOf(trace, pod)): CriticalPath {
  const end = pathEnd(trace, pod, messages);
  const created = end.again ?? createdAt(pod, messages) ?? { at: trace.start, precision: 0 };
  const walk = new Walk(trace.source, created, end.moment);
  const steps = messages.filter(isStep).sort((a, b) => at(a) - at(b));
  let previous: Message | undefined;
  const started = new Set<string>();
  let unended: (Gap & { messages: string[]; source: Source }) | undefined;
  for (const message of steps) {
    const start = message.start ?? between(walk.now, message.end!);
    if (start.at > end.moment.at) break;
    const pulled = message.method === 'PullImage' ? pulledEvent(trace, message) : undefined;
    const queued = queueWait(pulled);
    // The kubelet's two clocks differ by a millisecond where nothing waited.
    const wait = queued < shortWait ? 0 : queued;
    const label = labelOf(message, detailOf(message, messages, pulled?.size));
    const container = message.subject?.container ?? '';
    const before =
      unended ?? (started.has(container) ? restart(container, backOffBefore(message)) : gap(pod, previous, message));
    const began = { at: start.at - wait, precision: start.precision };
    if (started.has(container) && !unended && before.container !== undefined)
      runUntilItsEnd(walk, messages, before.container, began);
    if (began.at - walk.now.at > Math.max(shortWait, began.precision + walk.now.precision) || before.isCertain)
      walk.until(began, before, unended?.messages, unended?.source);
    else walk.until(began, label, [message.id], message.source);
    if (wait > 0)
      walk.until(
        start,
        { kind: 'pullWait', label: 'the image waits for other pulls', container: label.container },
        [],
        message.source,
      );
    walk.until(message.end ?? start, label, [message.id], message.source);
    previous = message;
    // Whose end nothing tells took until the next began, at most.
    unended = message.end ? undefined : { ...label, isCertain: true, messages: [message.id], source: message.source };
    if (message.method === 'StartContainer') started.add(container);
    else if (message.method === 'CreateContainer') started.delete(container);
  }
  const last = end.message === undefined ? [] : [end.message];
  const isOpen = end.reached === undefined;
  if (unended) walk.until(end.moment, { ...unended, isOpen }, [...unended.messages, ...last], unended.source);
  else {
    const left = lastGap(trace, pod, previous, end);
    if (left.kind === 'backOff' && left.container !== undefined)
      runUntilItsEnd(walk, messages, left.container, end.moment);
    const gates = pod.spec?.readinessGates ?? [];
    const ready = left.kind === 'probes' && gates.length > 0 ? containersReadyAt(messages, walk.now) : undefined;
    if (ready?.start) {
      walk.until(ready.start, left, [ready.id]);
      walk.until(end.moment, { ...readinessGatesGap(gates, end.reached), isOpen }, last);
    } else walk.until(end.moment, { ...left, isOpen }, last);
  }
  return { pod, start: created, end, parts: walk.parts };
}

/** The status with which all containers of a pod are ready, after a moment. */
function containersReadyAt(messages: readonly Message[], { at: from, precision }: Moment): Message | undefined {
  return messages.find(({ method, request, start }) => {
    if (!method.endsWith('/status') || !start || start.at + start.precision < from - precision) return false;
    const status: PodStatus | undefined = isMap(request) ? request : undefined;
    return status?.conditions?.some(({ type, status: is }) => type === 'ContainersReady' && is === 'True');
  });
}

/** The back-off that is over when a container is started again, in milliseconds; undefined where it is not told. */
function backOffBefore({ because }: Message): number | undefined {
  const start =
    because?.type === 'createContainer' ? because.start : because?.type === 'pullImage' ? because.use : undefined;
  const cause = start && 'container' in start ? start.start : start && 'type' in start ? start : undefined;
  return cause && 'backOffMs' in cause ? cause.backOffMs : undefined;
}

/** Before a container's back-off it ran, until its process ended: the last end that is told before the moment. */
function runUntilItsEnd(walk: Walk, messages: readonly Message[], container: string, before: Moment): void {
  const ended = messages
    .filter(
      ({ protocol, subject, start }) =>
        protocol === 'process' &&
        subject?.container === container &&
        start &&
        start.at > walk.now.at &&
        start.at <= before.at,
    )
    .at(-1);
  if (!ended?.start) return;
  const label = { kind: 'run', label: `${container} runs, until it ends`, container } as const;
  walk.until(ended.start, label, [ended.id], ended.source);
}

/** The trace's messages about one pod: of several of the same name, those since this one was made. */
function messagesOf({ messages }: Trace, { metadata }: Pod): Message[] {
  const created = Date.parse(metadata?.creationTimestamp ?? '') || 0;
  return messages.filter(
    ({ subject, start, end }) =>
      subject?.pod === metadata?.name &&
      subject?.namespace === (metadata?.namespace ?? 'default') &&
      (start ?? end ?? { at: 0 }).at >= created - 1000,
  );
}

function createdAt({ metadata }: Pod, messages: readonly Message[]): Moment | undefined {
  const post = messages.find(({ method }) => /^POST .*\/pods$/.test(method));
  if (post?.start) return post.start;
  const created = Date.parse(metadata?.creationTimestamp ?? '');
  return Number.isNaN(created) ? undefined : { at: created + 500, precision: 500 };
}

/** Somewhere between the two. */
function between({ at: from, precision }: Moment, { at: until }: Moment): Moment {
  const half = Math.max(0, until - from) / 2;
  return { at: from + half, precision: precision + half };
}

function isStep({ method, parent, protocol, start, end }: Message): boolean {
  if (parent !== undefined || (!start && !end)) return false;
  return protocol === 'CRI' ? Object.hasOwn(work, method) : method.endsWith('/binding');
}

function at({ start, end }: Message): number {
  return (start ?? end)?.at ?? 0;
}

type Label = Pick<PathPart, 'kind' | 'label' | 'container'>;

/** A part that may go on where the trace ends, and how long it takes in all. */
type MaybeOpen = Label & Pick<Gap, 'of'> & { isOpen?: boolean };

/** What a call's time went to. */
function labelOf({ method, subject, outcome }: Message, detail: string): Label {
  const container = subject?.container;
  const kind = method.endsWith('/binding') ? 'scheduling' : (entryOf(work, method) ?? 'kubelet');
  const whose = container === undefined || container === '' ? '' : ` of ${container}`;
  const who = container ?? '';
  const failed = outcome.ok ? '' : ', failed';
  const labels: Partial<Record<PathKind, string>> = {
    scheduling: 'a node is chosen',
    sandbox: `sandbox and network are made${failed}${detail}`,
    pull: `the image${whose} is pulled${failed}${detail}`,
    create: `${who} is created${failed}`,
    start: `${who} is started${failed}`,
  };
  return { kind, label: labels[kind] ?? method, ...(container && { container }) };
}

/** How much was pulled; how much of the sandbox's time was the network's. */
function detailOf({ id, method }: Message, messages: readonly Message[], size: number | undefined): string {
  if (size !== undefined) return ` (${formatBytes(size)})`;
  if (method !== 'RunPodSandbox') return '';
  const cni = messages.find(({ parent, protocol }) => parent === id && protocol === 'CNI');
  return cni?.start && cni.end ? ` (${formatDuration(cni.end.at - cni.start.at)} of it the network plugin)` : '';
}

/** Puts parts one behind the other. */
class Walk {
  readonly parts: PathPart[] = [];
  now: Moment;
  /** The messages of the last part. */
  #known = new Set<string>();

  constructor(
    readonly source: Source,
    start: Moment,
    readonly end: Moment,
  ) {
    this.now = start;
  }

  /** Up to the moment the time went to what the label says; what would go backwards is left out, but its messages. */
  until(
    moment: Moment,
    { kind, label, container, isOpen, of }: MaybeOpen,
    messages: string[] = [],
    source: Source = 'inferred',
  ): void {
    const end = moment.at > this.end.at ? this.end : moment;
    const last = this.parts.at(-1);
    const isSame = last?.label === label && last.kind === kind;
    if (end.at <= this.now.at) {
      if (isSame) this.#add(last, messages);
      return;
    }
    const open = isOpen ? { open: { ...(of !== undefined && { of }) } } : {};
    const known = this.source === 'simulated' ? 'simulated' : source;
    if (isSame) {
      last.end = end;
      Object.assign(last, open);
      this.#add(last, messages);
      if (known === 'inferred') last.source = known;
    } else {
      this.#known = new Set(messages);
      this.parts.push({
        kind,
        label,
        ...(container && { container }),
        start: this.now,
        end,
        messages,
        source: known,
        ...open,
      });
    }
    this.now = end;
  }

  #add(last: PathPart, ids: readonly string[]): void {
    for (const id of ids) if (!this.#known.has(id)) last.messages.push(id);
    for (const id of ids) this.#known.add(id);
  }
}
