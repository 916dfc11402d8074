import { greatest, least } from '../../extremes';
import { formatDuration } from '../../formatDuration';
import { podMaker } from '../../componentHelpers/podMaker';
import type { Pod, PodStatus } from '../../api/types';
import { levelOf } from '../../trace/messageLevels';
import type { Actor, Message, Moment, Note } from '../../trace/trace';
import { before, bounds } from '../evidence/callBounds';
import { inOrder, toldTogether } from '../evidence/eventSeries';
import { processEndMessage, processEnds, tellsEnd, type ProcessEnd } from './processEnds';
import { seenBecause, seenPod } from './seenBecause';
import type { ApiBecause, KubeletBecause } from '../../trace/because';
import { statusChanges } from '../../trace/statusChanges';
import { both, timestampInterval, type Interval } from '../evidence/interval';
import { momentOf } from '../evidence/interval';
import { evidenceOf, succeeded, type ObservedCall } from '../evidence/observedCall';
import { assignedAt } from './podCalls';
import { containerOf, type PodEvidence } from '../evidence/podEvidence';
import type { WatcherClocks } from './watcherClocks';
import { entryOf } from '../../entryOf';
import { isSameValue } from '../../isSameValue';
import { readyCondition } from '../../componentHelpers/readyCondition';
import { criServices } from '../../cri/criMethods';

/** A message before it has its level. */
type Told = Omit<Message, 'level'>;

/** One pod's start as messages and notes; ids are given afterwards. `isMade`: a controller made the pod; `pullsAtOnce`: its node, where that is known. */
export function podMessages(
  evidence: PodEvidence,
  calls: readonly ObservedCall[],
  isMade: boolean,
  clocks: WatcherClocks,
  pullsAtOnce?: number,
): { messages: Message[]; notes: Note[] } {
  const pod = evidence.latest;
  if (!pod) return { messages: [], notes: [] };
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const subject = { namespace, pod: name };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  const own = evidence.occurrences('pod');
  const scheduled = own.find(({ event }) => event.reason === 'Scheduled');
  const created = timestampInterval(pod.metadata?.creationTimestamp ?? '');
  const posted = scheduled ? both(created, { earliest: -Infinity, latest: scheduled.at.latest }) : created;

  const http = (from: Actor, method: string, interval: Interval, rest: Partial<Told>): Told => {
    const moment = momentOf(interval);
    return {
      id: '',
      from,
      to: 'apiserver',
      protocol: 'HTTP',
      method,
      subject,
      outcome: succeeded,
      source: 'observed',
      ...(moment && { start: moment, end: moment }),
      ...rest,
    };
  };
  const messages: Told[] = [];
  if (scheduled) {
    const answered = both(before(scheduled.at, bounds.bound), { earliest: posted.earliest, latest: Infinity });
    const request = { kind: 'Binding', target: { kind: 'Node', name: pod.spec?.nodeName } };
    const node = pod.spec?.nodeName;
    const why = node === undefined ? {} : { because: { type: 'bind', node } as const };
    messages.push(
      http('scheduler', `POST ${path}/binding`, answered, { request, ...why, evidence: evidenceOf(scheduled) }),
    );
  }

  const seen = { ...seenPod(evidence, pod, calls), ...(pullsAtOnce !== undefined && { pullsAtOnce }) };
  for (const call of calls) messages.push(criMessage(call, subject, seenBecause(call, seen)));
  const ends = processEnds(evidence, calls);
  const updates = statusUpdates(evidence, path, { calls, ends }, clocks, http);
  for (const probe of probeMessages(evidence, subject)) messages.push(probe);
  for (const end of ends)
    messages.push(processEndMessage(end, subject, { evidence, calls, until: toldAt(end, updates) }));
  for (const update of updates) messages.push(update);
  // All that is told of the pod came after its creation.
  const others = messages.flatMap(({ start, end }) => start ?? end ?? []);
  const latest = least(others.map(({ at, precision }) => at + precision));
  const post = http(
    isMade ? 'controller' : 'kubectl',
    `POST /api/v1/namespaces/${namespace}/pods`,
    both(posted, { earliest: -Infinity, latest }),
    {
      ...creator(pod, isMade),
      evidence: [{ what: 'metadata.creationTimestamp', text: pod.metadata?.creationTimestamp ?? '' }],
    },
  );
  notAfter(post, least(others.map(({ at }) => at)));
  return {
    messages: [post, ...messages].map((message) => ({ ...message, level: levelOf(message) })),
    notes: notesOf(evidence, calls).map((note) => ({ ...note, subject })),
  };
}

/** Moves a message to a moment at the latest, as which the first after it is told; its bounds stay as wide at least. */
function notAfter(message: Told, latest: number): void {
  const { start } = message;
  if (!start || start.at <= latest) return;
  const moment = { at: latest, precision: start.precision + start.at - latest };
  message.start = moment;
  message.end = moment;
}

/** Who created the pod and why: of a controller's, whose it is. */
function creator({ metadata }: Pod, isMade: boolean): { because?: ApiBecause; caller?: string } {
  if (!isMade) return { because: { type: 'person' } };
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return {};
  const { kind, name } = owner;
  const caller = podMaker(kind);
  return { because: { type: 'controllerCreates', owner: { kind, name } }, ...(caller !== undefined && { caller }) };
}

function criMessage(
  call: ObservedCall,
  subject: { namespace: string; pod: string },
  because: KubeletBecause | undefined,
): Told {
  const { method, protocol, container, start, end, ...rest } = call;
  // A call ends no earlier than it begins; where clocks tell otherwise, its end is what is told.
  const isOrdered = start && end && start.earliest <= end.latest;
  const began =
    start && momentOf(isOrdered ? { ...start, latest: Math.min(start.latest, end.latest) } : (end ?? start));
  const ended = end && momentOf(isOrdered ? { ...end, earliest: Math.max(start.earliest, end.earliest) } : end);
  const { evidence, ...others } = rest;
  return {
    id: '',
    ...(protocol === 'CNI'
      ? { from: 'runtimeService', to: 'cni', protocol }
      : {
          from: 'kubelet',
          to: entryOf(criServices, method) === 'ImageService' ? 'imageService' : 'runtimeService',
          protocol: 'CRI',
        }),
    method,
    subject: { ...subject, ...(container && { container }) },
    ...others,
    ...(evidence && { evidence }),
    ...(because && { because }),
    ...(began && { start: began }),
    ...(ended && { end: ended }),
  };
}

/** Failed probes; those that succeed are told by nobody. */
function probeMessages(evidence: PodEvidence, subject: { namespace: string; pod: string }): Told[] {
  const failures = inOrder(evidence.occurrences('containers')).filter(({ event }) => event.reason === 'Unhealthy');
  return toldTogether(failures).map(({ first: one, times }) => {
    const [, kind = 'Probe', text = ''] =
      /^(\w+) probe (?:failed|errored)[^:]*: ?([\s\S]*)$/.exec(one.event.message ?? '') ?? [];
    const at = momentOf(one.at);
    const container = containerOf(one.event);
    return {
      id: '',
      from: 'kubelet',
      to: 'container',
      protocol: 'probe',
      method: `${kind.toLowerCase()} probe`,
      subject: { ...subject, ...(container !== undefined && { container }) },
      outcome: { ok: false, code: 'Failure', text: text || (one.event.message ?? '') },
      source: 'observed',
      evidence: evidenceOf(one),
      ...(at && { end: at }),
      ...(times > 1 && { times }),
    } satisfies Told;
  });
}

type Http = (from: Actor, method: string, interval: Interval, rest: Partial<Told>) => Told;

/** A message that writes a status. */
type Update = Told & { request: PodStatus };

/** The status as the kubelet wrote it, each time that the watch showed it changed. */
function statusUpdates(
  evidence: PodEvidence,
  path: string,
  { calls, ends }: { calls: readonly ObservedCall[]; ends: readonly ProcessEnd[] },
  clocks: WatcherClocks,
  http: Http,
): Update[] {
  const { states } = evidence;
  let since = assignedAt(evidence);
  const runs = runsBefore(calls);
  return states.flatMap(({ pod, arrived }, i) => {
    const previous = states[i - 1]?.pod;
    // The kubelet's first update sets the start time; before it, the scheduler and the binding wrote.
    if (!pod.status?.startTime || isSameValue(previous?.status, pod.status)) return [];
    const fields = pod.metadata?.managedFields;
    const written = fields?.find(({ manager, subresource }) => manager === 'kubelet' && subresource === 'status')?.time;
    if (fields && !written) return [];
    // It cannot be older than what it tells.
    const earliest = greatest([
      since,
      ...calls.map((call, nth) => (tells(pod, call, runs[nth] ?? 0) ? (call.end?.earliest ?? since) : since)),
      ...ends.map((end) => (tellsEnd(pod.status, end) ? end.at.earliest : since)),
    ]);
    const atAll = { earliest, latest: Infinity };
    const seen = arrived && { earliest: arrived.at - bounds.watched, latest: arrived.at };
    // Where no event tells how far the watcher's clock is off, it is right as long as nothing speaks against it.
    const onNode =
      seen && (clocks.onNode(pod.spec?.nodeName ?? '', seen) ?? (seen.latest > earliest ? seen : undefined));
    const ready = i === 0 && written ? readyEarlier(pod.status, written) : undefined;
    const told = ready ? timestampInterval(ready) : written ? timestampInterval(written) : onNode;
    const interval = told ? both(told, atAll) : atAll;
    since = Math.max(since, interval.earliest);
    if (!momentOf(interval)) return [];
    const message = http('kubelet', `PATCH ${path}/status`, interval, {
      because: { type: 'statusChanged', changes: statusChanges(previous?.status, pod.status) },
      evidence: [
        ...(ready
          ? [{ what: 'condition Ready', text: `lastTransitionTime: ${ready}` }]
          : written
            ? [{ what: 'managedFields of the kubelet', text: written }]
            : []),
        ...(arrived ? [{ what: 'watch', at: arrived }] : []),
      ],
    });
    return [{ ...message, request: pod.status }];
  });
}

/**
 * Since when a pod was Ready that was so when it was seen first, where the kubelet wrote its status again later: what it wrote
 * then is known to be no news (status_manager.go moves the transition time only when the condition changes, 1.37).
 */
function readyEarlier(status: PodStatus, written: string): string | undefined {
  const since = readyCondition(status)?.lastTransitionTime;
  return since && timestampInterval(since).latest < timestampInterval(written).earliest ? since : undefined;
}

/** When the first status was written that tells of a process's end, at the latest; never, where none does. */
function toldAt(end: ProcessEnd, updates: readonly Update[]): number {
  const first = updates.find(({ request }) => tellsEnd(request, end));
  return first?.start ? first.start.at + first.start.precision : Infinity;
}

/** For each call, how often its container was started before. */
function runsBefore(calls: readonly ObservedCall[]): number[] {
  const runs = new Map<string | undefined, number>();
  return calls.map(({ method, container }) => {
    const runsSoFar = runs.get(container) ?? 0;
    if (method === 'StartContainer') runs.set(container, runsSoFar + 1);
    return runsSoFar;
  });
}

/** Whether a status tells that a call had ended, which started its container for the `nth` time, counted from 0. */
function tells({ status, spec }: Pod, { method, container, outcome }: ObservedCall, nth: number): boolean {
  if (method === 'RunPodSandbox') return outcome.ok && status?.podIP !== undefined && spec?.hostNetwork !== true;
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return (
    method === 'StartContainer' &&
    all.some(
      ({ name, state, restartCount }) =>
        name === container && (restartCount > nth || (restartCount === nth && state?.running)),
    )
  );
}

/** Events that tell of something beside the calls. */
const noted: Readonly<Record<string, Actor[]>> = {
  FailedScheduling: ['scheduler'],
  Preempted: ['scheduler'],
  FailedMount: ['kubelet'],
  FailedAttachVolume: ['controller'],
  SuccessfulAttachVolume: ['controller'],
  BackOff: ['kubelet'],
  SandboxChanged: ['kubelet', 'runtimeService'],
  FailedCreatePodContainer: ['kubelet'],
  ErrImageNeverPull: ['kubelet'],
  InspectFailed: ['kubelet'],
  FailedPostStartHook: ['kubelet', 'container'],
  FailedPreStopHook: ['kubelet', 'container'],
  DeadlineExceeded: ['kubelet'],
  Evicted: ['kubelet'],
  NodeNotReady: ['controller'],
  TaintManagerEviction: ['controller'],
};

function notesOf(evidence: PodEvidence, calls: readonly ObservedCall[]): Note[] {
  const occurrences = inOrder([...evidence.occurrences('pod'), ...evidence.occurrences('containers')]);
  const events = toldTogether(occurrences).flatMap(({ first: { event, at }, last, times }): Note[] => {
    const over = entryOf(noted, event.reason ?? '');
    const moment = momentOf(at);
    if (!over || !moment) return [];
    const until = momentOf(last.at);
    const repeats = times > 1 && until ? ` × ${times}, over ${formatDuration(until.at - moment.at)}` : '';
    return [{ over, text: `${event.reason}: ${event.message ?? ''}${repeats}`, at: moment, source: 'observed' }];
  });
  const ip = evidence.latest?.status?.podIP;
  const ran: Moment | undefined = momentOf(
    calls.find(({ method, outcome }) => method === 'RunPodSandbox' && outcome.ok)?.end ?? {
      earliest: -Infinity,
      latest: 0,
    },
  );
  if (!ip || !ran) return events;
  return [{ over: ['kubelet', 'runtimeService'], text: `pod IP ${ip}`, at: ran, source: 'observed' }, ...events];
}
