import { entryOf, setEntry } from '../entryOf';
import type { NodeDescription } from '../scenario/scenario';
import type { AskedPods } from './askedPods';
import type { Gift, Need } from './need';
import { company } from './company';
import { claimedDevices } from './devices';
import { handlers } from './handlers';
import { imageNeeds } from './images';
import type { Known } from './known';
import { nodePaths } from './nodePaths';
import { nodeSize } from './nodeSize';
import { nodeWishes } from './nodeWishes';
import { namedObjects } from './objects';
import { ports } from './ports';
import { schedulers } from './schedulers';
import { storage } from './storage';
import { sysctls } from './sysctls';
import type { KubernetesObject } from '../api/kubernetesObject';
import { isMap } from '../isMap';

/** What is known of the cluster beside its objects. */
export interface KnownCluster {
  /** A node of which nobody asks anything. */
  node: NodeDescription;
  /** What of it somebody said: that is not widened. */
  said: Partial<NodeDescription> | undefined;
  hasStorage: boolean;
  /** The container runtime that somebody chose, as a node tells it. */
  runtime: string | undefined;
}

/** All that the pods ask for and the bare cluster does not have, each thing once, in the order of the manifest. */
export function needsOf(
  all: readonly AskedPods[],
  known: Known,
  { node, said, hasStorage, runtime }: KnownCluster,
): Need[] {
  const needs = new Map<string, Need>();
  const add = (need: Need): void => {
    const before = needs.get(need.id);
    needs.set(need.id, before ? merged(before, need) : need);
  };
  for (const asked of all) {
    for (const need of [
      ...namedObjects(asked, known),
      ...claimedDevices(asked, known),
      ...(hasStorage ? storage(asked, known) : []),
      ...imageNeeds(asked),
      ...nodePaths(asked, known, node, runtime),
      ...handlers(asked, known, node),
      ...ports(asked),
      ...schedulers(asked),
      ...sysctls(asked),
    ])
      add(need);
  }
  nodeWishes(all, known, node.labels, said?.labels !== undefined).forEach(add);
  if (!said?.capacity) nodeSize(all, node.capacity).forEach(add);
  company(all).forEach(add);
  return [...needs.values()];
}

/** One need for two: what two pods want of one object, it has. */
function merged(a: Need, b: Need): Need {
  if (!a.gift || !b.gift) return a;
  const keys = [...keysOf(a.gift), ...keysOf(b.gift)];
  const [plain = ''] = a.what.split(' with the key');
  const isKeyed = keys.length > 0 && a.gift.objects?.length === 1;
  const unique = [...new Set(keys)];
  return {
    ...a,
    ...(isKeyed && { what: `${plain} with the key${unique.length > 1 ? 's' : ''} ${unique.join(', ')}` }),
    gift: mergedGifts([a.gift, b.gift]),
  };
}

function keysOf({ objects = [] }: Gift): string[] {
  return objects.flatMap((object) => Object.keys(dataOf(object) ?? {}));
}

/** What several gifts add together: each object once, with the keys that anybody wants. */
export function mergedGifts(gifts: readonly Gift[]): Gift {
  const objects = new Map<string, NonNullable<Gift['objects']>[number]>();
  for (const object of gifts.flatMap((gift) => gift.objects ?? [])) {
    const { kind, metadata } = object;
    const key = `${kind} ${metadata?.namespace} ${metadata?.name}`;
    const before = dataOf(objects.get(key));
    objects.set(key, before ? withData(object, before) : object);
  }
  const images: Record<string, object> = {};
  for (const gift of gifts) {
    for (const [image, plan] of Object.entries(gift.images ?? {}))
      setEntry(images, image, { ...entryOf(images, image), ...plan });
  }
  const list = <T>(pick: (gift: Gift) => readonly T[] | undefined): T[] => gifts.flatMap((gift) => pick(gift) ?? []);
  const union = <T>(pick: (gift: Gift) => Readonly<Record<string, T>> | undefined): Record<string, T> =>
    Object.fromEntries(gifts.flatMap((gift) => Object.entries(pick(gift) ?? {})));
  const nodes = Math.max(1, ...list((gift) => (gift.nodes === undefined ? [] : [gift.nodes])));
  return {
    objects: [...objects.values()],
    images,
    answers: list((gift) => gift.answers),
    providers: [...new Set(list((gift) => gift.providers))],
    schedulers: [...new Set(list((gift) => gift.schedulers))],
    running: list((gift) => gift.running),
    nodes,
    labels: list((gift) => gift.labels),
    capacity: union((gift) => gift.capacity),
    runtimeHandlers: list((gift) => gift.runtimeHandlers),
    paths: union((gift) => gift.paths),
    sysctls: list((gift) => gift.sysctls),
  };
}

function dataOf(object: KubernetesObject | undefined): object | undefined {
  const data = entryOf(object, 'data');
  return isMap(data) ? data : undefined;
}

function withData<T extends object>(object: T & { data?: object }, data: object): T {
  return { ...object, data: { ...data, ...object.data } };
}
