import { greatest } from '../extremes';
/** An event as far as a line of text tells it. */
export interface DescribedEvent {
  apiVersion: string;
  kind: string;
  metadata: { name: string; uid: string; namespace: string; resourceVersion: string };
  involvedObject: { kind: string; name: string; namespace: string; uid?: string; fieldPath?: string };
  type: string;
  reason: string;
  message: string;
  count: number;
  firstTimestamp?: string;
  lastTimestamp?: string;
  source: { component: string };
}

/** The pod that is described with its events. */
export interface DescribedPod {
  name: string;
  namespace: string;
  uid: string;
  /** RFC 3339; the ages of events count back from a moment that only it tells. */
  start: string | undefined;
  containers: readonly { name: string; image: string }[];
}

const unitsOfAges = [31_536_000_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Milliseconds of an age as kubectl prints it: `3m20s`, `2d4h`. */
function age(text: string): number {
  const [, ...counts] = /^(?:(\d+)y)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return counts.reduce((sum, count, i) => sum + Number(count ?? 0) * (unitsOfAges[i] ?? 0), 0);
}

const line = /^\s*(Normal|Warning)\s+(\S+)\s+(\S+)(?: \(x(\d+) over (\S+)\))?\s+(\S+)\s+(\S.*)$/;

/** The lines below `Events:` of `kubectl describe pod`. */
export function describedEvents(text: string, pod: DescribedPod): DescribedEvent[] {
  const rows = text.split('\n').flatMap((row) => {
    const [, type, reason, last, count, over, from, message] = line.exec(row) ?? [];
    return type !== undefined && reason !== undefined && last !== undefined && message !== undefined
      ? [
          {
            type,
            reason,
            last: age(last),
            count: Number(count ?? 1),
            first: age(over ?? last),
            from: from ?? '',
            message,
          },
        ]
      : [];
  });
  // The pod starts when it is scheduled, about.
  const scheduled = rows.find(({ reason }) => reason === 'Scheduled');
  const oldest = Math.max(0, greatest(rows.map(({ first }) => first)));
  const now = pod.start === undefined ? undefined : Date.parse(pod.start) + (scheduled?.first ?? oldest);
  return rows.map(({ type, reason, last, count, first, from, message }, i) => {
    const container = containerOf(reason, message, pod);
    const at = (ago: number): string | undefined =>
      now === undefined ? undefined : new Date(now - ago).toISOString().replace(/\.\d+Z$/, 'Z');
    const [firstTimestamp, lastTimestamp] = [at(first), at(last)];
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${pod.name}.described-${i}`,
        uid: `${pod.uid}-${i}`,
        namespace: pod.namespace,
        resourceVersion: String(i + 1),
      },
      involvedObject: {
        kind: 'Pod',
        name: pod.name,
        namespace: pod.namespace,
        uid: pod.uid,
        ...(container !== undefined && { fieldPath: `spec.containers{${container}}` }),
      },
      type,
      reason,
      message: message.replace(/^spec\.\w+\{[^}]*\}: /, ''),
      count,
      ...(firstTimestamp !== undefined && { firstTimestamp }),
      ...(lastTimestamp !== undefined && { lastTimestamp }),
      source: { component: from },
    };
  });
}

/** Reasons of events that are about a container (pkg/kubelet/events/event.go, 1.37). */
const ofContainers =
  /^(?:Pulling|Pulled|Failed|BackOff|Created|Started|Killing|Unhealthy|InspectFailed|ErrImageNeverPull|FailedPostStartHook|FailedPreStopHook|ProbeWarning)$/;

/** The container that an event is about: said in front, named in its text, by its image, or the only one. */
function containerOf(reason: string, message: string, { containers }: DescribedPod): string | undefined {
  const said = /^spec\.\w+\{([^}]*)\}: /.exec(message)?.[1];
  if (said !== undefined || !ofContainers.test(reason)) return said;
  const named = /[cC]ontainer (\S+?)[,.:]?(?: |$)/.exec(message)?.[1];
  const image = /image "([^"]+)"/.exec(message)?.[1];
  const found = containers.find((one) => one.name === named) ?? containers.find((one) => one.image === image);
  return (found ?? (containers.length === 1 ? containers[0] : undefined))?.name;
}

/** The events of `kubectl get events`, by the places of its columns; undefined for any other text. */
export function eventTable(text: string): DescribedEvent[] | undefined {
  const [head = '', ...rows] = text.split('\n');
  if (!/^(?:NAMESPACE +)?LAST SEEN +TYPE +REASON +OBJECT +/.test(head)) return undefined;
  const names = [...head.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, index }));
  const told = rows.flatMap((row, i) => {
    const cell = (name: string): string => {
      const at = names.findIndex((one) => one.name === name);
      return at < 0 ? '' : row.slice(names[at]!.index, names[at + 1]?.index).trim();
    };
    const [kind = '', name = ''] = cell('OBJECT').split('/', 2);
    const reason = cell('REASON');
    if (name === '' || reason === '') return [];
    const namespace = cell('NAMESPACE') || 'default';
    const proper = kinds.find((one) => one.toLowerCase() === kind.toLowerCase()) ?? kind;
    const uid = `described-${namespace}-${name}`;
    return [
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${name}.described-${i}`, uid: `${uid}-${i}`, namespace, resourceVersion: String(i + 1) },
        involvedObject: { kind: proper, name, namespace, uid },
        type: cell('TYPE'),
        reason,
        message: cell('MESSAGE'),
        count: Number(cell('COUNT')) || 1,
        source: { component: cell('SOURCE') },
      },
    ];
  });
  nameContainers(told);
  return told;
}

/** The table does not say which container an event is about: of each pod the one that any of its events names. */
function nameContainers(events: readonly DescribedEvent[]): void {
  const named = new Map<string | undefined, string>();
  const about = events.filter(
    ({ involvedObject, reason }) => involvedObject.kind === 'Pod' && ofContainers.test(reason),
  );
  for (const { involvedObject, message } of about) {
    const name = /\b[cC]ontainer:? ([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?:[,.]| |$)/.exec(message)?.[1];
    if (name !== undefined && !/^(?:image|runtime|in|for|failed|with|is|was)$/.test(name))
      named.set(involvedObject.uid, name);
  }
  for (const { involvedObject } of about)
    involvedObject.fieldPath = `spec.containers{${named.get(involvedObject.uid) ?? 'container'}}`;
}

const kinds = [
  'Pod',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Node',
  'PersistentVolumeClaim',
];
