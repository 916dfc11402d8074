import { groupedBy } from '../groupedBy';
import { least } from '../extremes';
import type { Event, Pod } from '../api/types';
import { isMap } from '../isMap';
import { firstSeen, momentOf, secondPrecision } from '../trace/eventTimes';
import { messagesByPod, podKey } from '../trace/messagesByPod';
import { textAt } from '../trace/payload';
import type { Message, Moment, Source, Trace } from '../trace/trace';
import { podAfter, type KnownPods } from './podAfter';
import { isTelling, podAfterEvent } from './podAfterEvent';
import type { PodAt } from './podAt';
import { isStatusOfKubelet, unseenPods, withInferredStatus, type UnseenPod } from './inferredStatus';
import { runtimeAfter } from './runtimeAfter';
import { VersionedMap } from './versionedMap';

/** Everything that a trace says about a moment. What did not change since the moment before is the same value. */
export interface World {
  /** By namespace and name. */
  pods: VersionedMap<PodAt>;
  /** The images that are known to be on the node, with the node where there are several. */
  images: ReadonlySet<string>;
  /** The events that were sent, by their uids, as they were sent last. */
  events: VersionedMap<Event>;
}

/** The world at a message's end, and as it was just before. */
export interface WorldAt {
  /** Absent where nothing tells the moment. */
  at: Moment | undefined;
  before: World;
  now: World;
}

/** A pod from a moment on. */
export interface PodChange {
  at: Moment;
  /** How it is known. */
  source: Source;
  pod: PodAt;
}

/** All of a trace's moments. */
interface Worlds {
  /** By the messages' ids. */
  byMessage: ReadonlyMap<string, WorldAt>;
  /** In the order of time, each with its milliseconds since the epoch. */
  inTime: readonly { at: number; world: WorldAt }[];
  /** Of each pod, by namespace and name, what became of it, in the order of time. */
  changes: ReadonlyMap<string, readonly PodChange[]>;
}

const worlds = new WeakMap<Trace, Worlds>();

const empty = (): World => ({ pods: VersionedMap.empty(), images: new Set(), events: VersionedMap.empty() });

/**
 * The world at the end of a message, or at its start where it has no end, computed from the messages up to then. All of
 * a trace are computed with the first, and kept.
 */
export function worldAt(trace: Trace, message: string): WorldAt | undefined {
  return worldsFor(trace).byMessage.get(message);
}

/** The world at a moment in milliseconds since the epoch: as the last thing that began or ended by then left it. */
export function worldAtTime(trace: Trace, at: number): WorldAt {
  const { inTime } = worldsFor(trace);
  let [low, high] = [0, inTime.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inTime[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  const last = inTime[low - 1]?.world ?? { before: empty(), now: empty() };
  return { ...last, at: { at, precision: 0 } };
}

/** What became of a pod, in the order of time; `key`: its namespace and name with a slash between. */
export function changesOf(trace: Trace, key: string): readonly PodChange[] {
  return worldsFor(trace).changes.get(key) ?? [];
}

function worldsFor(trace: Trace): Worlds {
  let found = worlds.get(trace);
  if (!found) worlds.set(trace, (found = worldsOf(trace)));
  return found;
}

/** A message's beginning or its end; or what no message tells: that a pod which was only seen is to be deleted, an event. */
type Leg = { at: number } & ({ message: Message; isEnd: boolean } | { deletion: Pod } | { event: Event });

function worldsOf(trace: Trace): Worlds {
  const legs: Leg[] = [];
  let last = trace.start;
  for (const message of trace.messages) {
    // What has no time keeps its place among the others.
    const start = message.start?.at ?? message.end?.at ?? last;
    last = start;
    legs.push({ message, isEnd: false, at: start });
    if (message.end ?? !message.start)
      legs.push({ message, isEnd: true, at: Math.max(start, message.end?.at ?? start) });
  }
  if (trace.source !== 'simulated') legs.push(...deletions(trace), ...tellingEvents(trace));
  legs.sort((a, b) => a.at - b.at);
  const takenAway = trace.messages.flatMap(({ from, method, subject }) =>
    from === 'kubelet' && method.startsWith('DELETE') && subject ? [keyOf(subject.namespace, subject.pod)] : [],
  );
  const gone = new Set(trace.view.deleted);
  const seen = trace.view.pods.filter(({ metadata }) => trace.source !== 'simulated' || !gone.has(metadata?.uid ?? ''));
  const view = groupedBy(seen, podKey);
  const unseen = unseenPods(trace, ({ subject }) => subject && keyOf(subject.namespace, subject.pod));
  const pods: KnownPods = { view, takenAway: new Set(takenAway), made: new Map(), unseen };
  const byMessage = new Map<string, WorldAt>();
  const inTime: { at: number; world: WorldAt }[] = [];
  const changes = new Map<string, PodChange[]>();
  const note = (leg: Leg, before: World, key: string): void => {
    const pod = now.pods.get(key);
    if (!pod || pod === before.pods.get(key)) return;
    const known = !('message' in leg) ? undefined : leg.isEnd ? leg.message.end : leg.message.start;
    const at = { at: leg.at, precision: known?.precision ?? secondPrecision };
    const change = { at, source: 'message' in leg ? leg.message.source : ('observed' as const), pod };
    const own = changes.get(key);
    if (own) own.push(change);
    else changes.set(key, [change]);
  };
  let now = empty();
  for (const leg of legs) {
    const { at } = leg;
    const before = now;
    if ('deletion' in leg) {
      now = withDeletion(before, leg.deletion);
      note(leg, before, keyOf(leg.deletion.metadata?.namespace ?? 'default', leg.deletion.metadata?.name ?? ''));
      inTime.push({ at, world: { at: { at, precision: secondPrecision }, before, now } });
      continue;
    }
    if ('event' in leg) {
      now = withEvent(before, leg.event);
      const { involvedObject } = leg.event;
      note(leg, before, keyOf(involvedObject.namespace ?? 'default', involvedObject.name ?? ''));
      inTime.push({ at, world: { at: { at, precision: secondPrecision }, before, now } });
      continue;
    }
    const { message } = leg;
    now = after(before, message, leg.isEnd, at, pods);
    if (message.subject === undefined && now.pods !== before.pods)
      for (const key of now.pods.keys()) note(leg, before, key);
    if (message.subject) note(leg, before, keyOf(message.subject.namespace, message.subject.pod));
    const world = { at: message.end ?? message.start, before, now };
    byMessage.set(message.id, world);
    inTime.push({ at, world });
  }
  return { byMessage, inTime, changes };
}

/**
 * When the pods at a trace's end were to be deleted: the grace period before their deletionTimestamp, and before their
 * containers were stopped for it (pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.37).
 */
function deletions(trace: Trace): Leg[] {
  const byPod = messagesByPod(trace);
  return trace.view.pods.flatMap((pod): Leg[] => {
    const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0 } = pod.metadata ?? {};
    if (!deletionTimestamp) return [];
    const told = momentOf(deletionTimestamp).at - grace * 1000;
    const stops = (byPod.get(podKey(pod)) ?? []).filter(
      ({ because, start }) => start && because?.type === 'stopContainer' && because.cause.type === 'podDeleted',
    );
    return [{ deletion: pod, at: Math.min(told, least(stops.map(({ start }) => start?.at ?? Infinity))) }];
  });
}

function withDeletion(world: World, { metadata }: Pod): World {
  const key = keyOf(metadata?.namespace ?? 'default', metadata?.name ?? '');
  const was = world.pods.get(key);
  if (!was?.pod || was.pod.metadata?.uid !== metadata?.uid) return world;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata ?? {};
  const pod = { ...was.pod, metadata: { ...was.pod.metadata, deletionTimestamp, deletionGracePeriodSeconds } };
  return { ...world, pods: world.pods.with(key, { ...was, pod }) };
}

/** Each when it came first. */
function tellingEvents({ view }: Trace): Leg[] {
  return view.events.flatMap((event): Leg[] => {
    const first = isTelling(event) ? firstSeen(event) : undefined;
    return first ? [{ event, at: first.at }] : [];
  });
}

function withEvent(world: World, event: Event): World {
  const { namespace = 'default', name = '', uid } = event.involvedObject;
  const was = world.pods.get(keyOf(namespace, name));
  if (!was?.pod || was.pod.metadata?.uid !== uid) return world;
  const is = podAfterEvent(was, event);
  return is === was ? world : { ...world, pods: world.pods.with(keyOf(namespace, name), is) };
}

function after(world: World, message: Message, isEnd: boolean, at: number, known: KnownPods): World {
  const { subject, outcome, protocol, method, request } = message;
  if (isEnd && !outcome.ok && protocol === 'HTTP') return world;
  let { pods, images, events } = world;
  if (isEnd && protocol === 'HTTP' && /^(?:POST|PATCH) .*\/events(?:\/[^/]*)?$/.test(method)) {
    // Two of one moment may have the same name.
    const name = textAt(request, 'metadata', 'uid') ?? textAt(request, 'metadata', 'name');
    const event = request as Event;
    // One that a person applied may be about nothing.
    if (!isMap(event.involvedObject)) return world;
    if (name !== undefined) events = events.with(name, event);
    if (isTelling(event)) ({ pods } = withEvent(world, event));
  } else if (subject) {
    const key = keyOf(subject.namespace, subject.pod);
    const was = pods.get(key) ?? { work: new Map() };
    const is =
      protocol === 'HTTP'
        ? isEnd
          ? podAfter(was, message, at, known)
          : was
        : afterCall(was, message, { isEnd, at, view: known.view.get(key) ?? [], unseen: known.unseen.get(key) });
    if (isEnd && isStatusOfKubelet(message)) known.unseen.delete(key);
    if (is !== was) pods = pods.with(key, is);
  }
  const image = isEnd ? imageOn(message) : undefined;
  if (image !== undefined && !images.has(image)) images = new Set([...images, image]);
  const gone = isEnd && method === 'RemoveImage' && outcome.ok ? textAt(request, 'image', 'image') : undefined;
  if (gone !== undefined && images.has(gone)) images = new Set([...images].filter((one) => one !== gone));
  return { pods, images, events };
}

/** A pod after a call of its runtime, with what that implies about a status that was not observed. */
function afterCall(
  was: PodAt,
  message: Message,
  { isEnd, at, view, unseen }: { isEnd: boolean; at: number; view: readonly Pod[]; unseen: UnseenPod | undefined },
): PodAt {
  const is = runtimeAfter(was, message, isEnd);
  if (!unseen) return is;
  const last =
    unseen.sandbox === message.id ? view.find(({ metadata }) => metadata?.uid === is.pod?.metadata?.uid) : undefined;
  return withInferredStatus(is, message, { isEnd, at, last });
}

/** The image that a call shows to be on the node. */
function imageOn({ protocol, method, outcome, request, response, node }: Message): string | undefined {
  if (protocol !== 'CRI' || !outcome.ok) return undefined;
  const isThere = method === 'PullImage' || (method === 'ImageStatus' && textAt(response, 'image', 'id') !== undefined);
  const image = isThere ? textAt(request, 'image', 'image') : undefined;
  // The kubelet asks for an image by its ID, too, which it knows from its name.
  if (image === undefined || image.startsWith('sha256:')) return undefined;
  return node === undefined ? image : `${image} (${node})`;
}

/** `NAMESPACE/NAME`, by which a world finds its pods. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
