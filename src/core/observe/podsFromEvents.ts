import type { Event, Pod } from '../api/types';
import { groupedBy } from '../groupedBy';
import { lastSeen } from '../trace/eventTimes';

/** Pods as far as their events alone describe them: what they are called, their containers and images, how far they are. */
export function podsFromEvents(events: readonly Event[]): Pod[] {
  const own = groupedBy(
    events.filter(({ involvedObject: { kind } }) => kind === 'Pod'),
    ({ involvedObject: { uid, name = '', namespace = '' } }) => uid ?? `${namespace}/${name}`,
  );
  return [...own.values()].map((all) => podOf(all.sort((a, b) => (lastSeen(a)?.at ?? 0) - (lastSeen(b)?.at ?? 0))));
}

function podOf(events: readonly Event[]): Pod {
  const { uid = '', name = '', namespace = 'default' } = events[0]?.involvedObject ?? {};
  const containers = containersOf(events);
  const pending = events.filter(({ reason }) => reason === 'FailedScheduling').at(-1);
  const scheduled = events.find(({ reason }) => reason === 'Scheduled');
  const node =
    /to (\S+)$/.exec(scheduled?.message ?? '')?.[1] ??
    events.find(({ source }) => source?.component === 'kubelet')?.source?.host;
  const isPlaced = scheduled !== undefined || pending === undefined;
  const condition = isPlaced
    ? { type: 'PodScheduled', status: 'True' }
    : { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: pending.message ?? '' };
  const created = events[0]?.firstTimestamp ?? undefined;
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: '1',
      ...(created !== undefined && { creationTimestamp: created }),
    },
    spec: {
      containers: containers.map((one) => ({ name: one.name, image: one.image })),
      ...(node !== undefined && { nodeName: node }),
    },
    status: {
      phase: 'Pending',
      conditions: [condition],
      ...(containers.length > 0 && { containerStatuses: containers.map(statusOf) }),
    },
  };
}

interface SeenContainer {
  name: string;
  image: string;
  events: Event[];
}

function containersOf(events: readonly Event[]): SeenContainer[] {
  const found = new Map<string, SeenContainer>();
  for (const event of events) {
    const name = /^spec\.containers\{(.+)\}$/.exec(event.involvedObject.fieldPath ?? '')?.[1];
    if (name === undefined) continue;
    const image = /image "([^"]+)"/i.exec(event.message ?? '')?.[1];
    const known = found.get(name) ?? { name, image: '', events: [] };
    found.set(name, { name, image: known.image || (image ?? ''), events: [...known.events, event] });
  }
  return [...found.values()];
}

function statusOf({
  name,
  image,
  events,
}: SeenContainer): NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number] {
  const last = events.at(-1);
  const isBackOff = last?.reason === 'BackOff' && last.message?.includes('restarting failed container');
  // Who is killed for a probe ran, and whether it has ended no event tells.
  const isRunning =
    /^(?:Started|Unhealthy)$/.test(last?.reason ?? '') ||
    (last?.reason === 'Killing' && /failed (?:liveness|startup) probe/.test(last.message ?? ''));
  const restartCount = isBackOff ? (events.find(({ reason }) => reason === 'Started')?.count ?? 1) : 0;
  return {
    name,
    image,
    imageID: '',
    ready: false,
    restartCount,
    state: isBackOff
      ? { waiting: { reason: 'CrashLoopBackOff', message: last.message ?? '' } }
      : isRunning
        ? { running: {} }
        : { waiting: { reason: 'ContainerCreating' } },
  };
}
