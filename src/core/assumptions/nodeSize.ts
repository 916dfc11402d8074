import { entryOf } from '../entryOf';
import { Quantity } from '../api/quantity';
import type { PodSpec } from '../api/types';
import { podRequests, type ResourceList } from '../componentHelpers/podResources';
import type { Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import type { AskingPlace } from '../trace/assumption';
import { containersOf } from './images';
import { areAlone } from './nodeWishes';

/** That a node is as large as all pods that may be on it together ask for, and has the devices that they count on. */
export function nodeSize(all: readonly AskedPods[], capacity: Readonly<Record<string, string>>): Need[] {
  const sum: ResourceList = new Map();
  const largest: ResourceList = new Map();
  const places = new Map<string, AskingPlace>();
  let count = 0;
  for (const asked of all) {
    const onOne = areAlone(asked) ? 1 : asked.count;
    count += onOne;
    for (const [resource, amount] of requestsOf(asked)) {
      if (amount.isZero()) continue;
      sum.set(resource, times(amount, onOne).add(sum.get(resource) ?? Quantity.zero));
      if (amount.compare(largest.get(resource) ?? Quantity.zero) > 0) largest.set(resource, amount);
      if (!places.has(resource)) places.set(resource, asked.placeOf(pathOf(asked, resource)));
    }
  }
  const [first] = all;
  if (first) {
    sum.set('pods', Quantity.of(count));
    places.set('pods', first.placeOf([]));
  }
  return [...sum].flatMap(([resource, amount]) => {
    const place = places.get(resource);
    if (!place || amount.compare(Quantity.of(entryOf(capacity, resource))) <= 0) return [];
    const wanted = amount.toString();
    return [
      {
        id: `node ${resource}`,
        what: `a node with ${inWords(resource, wanted)}`,
        place,
        // A unit was forgotten where no machine is as large.
        gift: isOverAll(resource, largest.get(resource)) ? undefined : { capacity: { [resource]: wanted } },
      },
    ];
  });
}

/** What the largest machines that clouds rent have. */
const most: Readonly<Record<string, string>> = { cpu: '1920', memory: '32Ti' };

/** Whether one pod asks for more than any node has. */
function isOverAll(resource: string, amount: Quantity | undefined): boolean {
  const bound = entryOf(most, resource);
  return amount !== undefined && bound !== undefined && amount.compare(Quantity.of(bound)) > 0;
}

/** Limits are requests, too, where there are no others (pkg/apis/core/v1/defaults.go, 1.37). */
function requestsOf({ pod }: AskedPods): ResourceList {
  const withLimits = (containers: PodSpec['containers'] | undefined): PodSpec['containers'] =>
    (containers ?? []).map((container) => ({
      ...container,
      resources: { requests: { ...container.resources?.limits, ...container.resources?.requests } },
    }));
  const { containers, initContainers, resources } = pod.spec;
  const requests = { ...resources?.limits, ...resources?.requests };
  return podRequests(
    {
      ...pod,
      spec: {
        ...pod.spec,
        containers: withLimits(containers),
        initContainers: withLimits(initContainers),
        ...(resources && { resources: { requests } }),
      },
    },
    { overhead: true },
  );
}

function times(amount: Quantity, count: number): Quantity {
  let sum = Quantity.zero;
  for (let i = 0; i < count; i++) sum = amount.add(sum);
  return sum;
}

function pathOf(asked: AskedPods, resource: string): Path {
  for (const which of ['requests', 'limits'] as const) {
    for (const { container, path } of containersOf(asked))
      if (entryOf(container.resources?.[which], resource) !== undefined) return [...path, 'resources', which, resource];
  }
  return ['spec'];
}

function inWords(resource: string, amount: string): string {
  switch (resource) {
    case 'cpu':
      return `${amount} CPUs`;
    case 'memory':
      return `${amount} of memory`;
    case 'ephemeral-storage':
      return `${amount} of ephemeral storage`;
    case 'pods':
      return `room for ${amount} pods`;
    default:
      return `${amount} ${resource}`;
  }
}
