import type { Event } from '../api/types';
import { textAt } from '../trace/payload';
import type { Message, Moment, Trace } from '../trace/trace';
import { podAfter, type KnownPods } from './podAfter';
import type { PodAt } from './podAt';
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

const worlds = new WeakMap<Trace, ReadonlyMap<string, WorldAt>>();

const empty: World = { pods: new Map(), images: new Set(), events: new Map() };

/**
 * The world at the end of a message, or at its start where it has no end, computed from the messages up to then. All of
 * a trace are computed with the first, and kept.
 */
export function worldAt(trace: Trace, message: string): WorldAt | undefined {
  let known = worlds.get(trace);
  if (!known) worlds.set(trace, (known = worldsOf(trace)));
  return known.get(message);
}

interface Leg {
  message: Message;
  isEnd: boolean;
  at: number;
}

function worldsOf(trace: Trace): Map<string, WorldAt> {
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
  legs.sort((a, b) => a.at - b.at);
  const takenAway = trace.messages.flatMap(({ from, method, subject }) =>
    from === 'kubelet' && method.startsWith('DELETE') && subject ? [keyOf(subject.namespace, subject.pod)] : [],
  );
  const gone = new Set(trace.view.deleted);
  const view = trace.view.pods.filter(({ metadata }) => trace.source !== 'simulated' || !gone.has(metadata?.uid ?? ''));
  const known: KnownPods = { view, takenAway: new Set(takenAway), made: new Map() };
  const found = new Map<string, WorldAt>();
  let now = empty;
  for (const { message, isEnd, at } of legs) {
    const before = now;
    now = after(before, message, isEnd, at, known);
    found.set(message.id, { at: message.end ?? message.start, before, now });
  }
  return found;
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
      protocol === 'HTTP' ? (isEnd ? podAfter(was, message, at, known) : was) : runtimeAfter(was, message, isEnd);
    if (is !== was) pods = new Map([...pods, [key, is]]);
  }
  const image = isEnd ? imageOn(message) : undefined;
  if (image !== undefined && !images.has(image)) images = new Set([...images, image]);
  const gone = isEnd && method === 'RemoveImage' && outcome.ok ? textAt(request, 'image', 'image') : undefined;
  if (gone !== undefined && images.has(gone)) images = new Set([...images].filter((one) => one !== gone));
  return { pods, images, events };
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
