import { least } from '../extremes';
import type { Event, Pod } from '../api/types';
import { momentOf, secondPrecision } from '../trace/eventTimes';
import { textAt } from '../trace/payload';
import type { Message, Moment, Trace } from '../trace/trace';
import { podAfter, type KnownPods } from './podAfter';
import type { PodAt } from './podAt';
import { isStatusOfKubelet, unseenPods, withInferredStatus, type UnseenPod } from './inferredStatus';
import { runtimeAfter } from './runtimeAfter';

/** All that a trace tells of a moment. What did not change since the moment before is the same value. */
export interface World {
  /** By namespace and name. */
  pods: ReadonlyMap<string, PodAt>;
  /** The images that are known to be on the node, with the node where there are several. */
  images: ReadonlySet<string>;
  /** The events that were sent, by their names, as they were sent last. */
  events: ReadonlyMap<string, Event>;
}

/** The world at a message's end, and as it was just before. */
export interface WorldAt {
  /** Absent where nothing tells the moment. */
  at: Moment | undefined;
  before: World;
  now: World;
}

/** All of a trace's moments. */
interface Worlds {
  /** By the messages' ids. */
  byMessage: ReadonlyMap<string, WorldAt>;
  /** In the order of time, each with its milliseconds since the epoch. */
  inTime: readonly { at: number; world: WorldAt }[];
}

const worlds = new WeakMap<Trace, Worlds>();

const empty: World = { pods: new Map(), images: new Set(), events: new Map() };

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
  const last = inTime[low - 1]?.world ?? { before: empty, now: empty };
  return { ...last, at: { at, precision: 0 } };
}

function worldsFor(trace: Trace): Worlds {
  let found = worlds.get(trace);
  if (!found) worlds.set(trace, (found = worldsOf(trace)));
  return found;
}

/** A message's beginning or its end; or that a pod which was only seen is to be deleted, which no message tells. */
type Leg = { at: number } & ({ message: Message; isEnd: boolean } | { deletion: Pod });

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
  if (trace.source !== 'simulated') legs.push(...deletions(trace));
  legs.sort((a, b) => a.at - b.at);
  const takenAway = trace.messages.flatMap(({ from, method, subject }) =>
    from === 'kubelet' && method.startsWith('DELETE') && subject ? [keyOf(subject.namespace, subject.pod)] : [],
  );
  const gone = new Set(trace.view.deleted);
  const view = trace.view.pods.filter(({ metadata }) => trace.source !== 'simulated' || !gone.has(metadata?.uid ?? ''));
  const unseen = unseenPods(trace, ({ subject }) => subject && keyOf(subject.namespace, subject.pod));
  const pods: KnownPods = { view, takenAway: new Set(takenAway), made: new Map(), unseen };
  const byMessage = new Map<string, WorldAt>();
  const inTime: { at: number; world: WorldAt }[] = [];
  let now = empty;
  for (const leg of legs) {
    const { at } = leg;
    const before = now;
    if ('deletion' in leg) {
      now = withDeletion(before, leg.deletion);
      inTime.push({ at, world: { at: { at, precision: secondPrecision }, before, now } });
      continue;
    }
    const { message } = leg;
    now = after(before, message, leg.isEnd, at, pods);
    const world = { at: message.end ?? message.start, before, now };
    byMessage.set(message.id, world);
    inTime.push({ at, world });
  }
  return { byMessage, inTime };
}

/**
 * When the pods at a trace's end were to be deleted: the grace period before their deletionTimestamp, and before their
 * containers were stopped for it (pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.37).
 */
function deletions({ view, messages }: Trace): Leg[] {
  return view.pods.flatMap((pod): Leg[] => {
    const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0, name, namespace } = pod.metadata ?? {};
    if (!deletionTimestamp) return [];
    const told = momentOf(deletionTimestamp).at - grace * 1000;
    const stops = messages.filter(
      ({ subject, because, start }) =>
        subject?.pod === name &&
        subject?.namespace === namespace &&
        start &&
        because?.type === 'stopContainer' &&
        because.cause.type === 'podDeleted',
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
  return { ...world, pods: new Map([...world.pods, [key, { ...was, pod }]]) };
}

function after(world: World, message: Message, isEnd: boolean, at: number, known: KnownPods): World {
  const { subject, outcome, protocol, method, request } = message;
  if (isEnd && !outcome.ok && protocol === 'HTTP') return world;
  let { pods, images, events } = world;
  if (isEnd && protocol === 'HTTP' && /^(?:POST|PATCH) .*\/events(?:\/[^/]*)?$/.test(method)) {
    const name = textAt(request, 'metadata', 'name');
    if (name !== undefined) events = new Map([...events, [name, request as Event]]);
  } else if (subject) {
    const key = keyOf(subject.namespace, subject.pod);
    const was = pods.get(key) ?? { work: new Map() };
    const is =
      protocol === 'HTTP'
        ? isEnd
          ? podAfter(was, message, at, known)
          : was
        : afterCall(was, message, { isEnd, at, view: known.view, unseen: known.unseen.get(key) });
    if (isEnd && isStatusOfKubelet(message)) known.unseen.delete(key);
    if (is !== was) pods = new Map([...pods, [key, is]]);
  }
  const image = isEnd ? imageOn(message) : undefined;
  if (image !== undefined && !images.has(image)) images = new Set([...images, image]);
  const gone = isEnd && method === 'RemoveImage' && outcome.ok ? textAt(request, 'image', 'image') : undefined;
  if (gone !== undefined && images.has(gone)) images = new Set([...images].filter((one) => one !== gone));
  return { pods, images, events };
}

/** A pod after a call of its runtime, with what that tells of a status that nobody saw. */
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

export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
