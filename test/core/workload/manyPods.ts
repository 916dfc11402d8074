import { seededRandom } from '../../../src/core/random';
import { Observation } from '../../../src/core/observe/observation';
import type { Trace } from '../../../src/core/trace/trace';

/** How one pod of a made-up workload starts: durations in milliseconds. */
export interface MadePod {
  node: string;
  image: string;
  /** The hash of its template, and the ReplicaSet's. */
  template?: string;
  /** Milliseconds after the first pod's creation. */
  at?: number;
  scheduling?: number;
  sandbox?: number;
  /** undefined: the image was there. */
  pull?: number | undefined;
  create?: number;
  start?: number;
  /** From its container's start until it was Ready. */
  ready?: number;
  claim?: string;
}

const epoch = Date.parse('2026-11-29T12:00:00Z');

const second = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** What `kubectl get pods,events -o json` saves of such pods: events with nanoseconds in their names, statuses with whole seconds. */
export function savedObjects(pods: readonly MadePod[], objects: readonly object[] = [], name = 'web'): object[] {
  return [...objects, ...pods.flatMap((pod, nth) => podObjects(pod, nth, name))];
}

function podObjects(pod: MadePod, nth: number, workload: string): object[] {
  const { node, image, template = '5d4f8', at = 0, pull } = pod;
  const { scheduling = 20, sandbox = 300, create = 30, start = 40, ready = 100 } = pod;
  const podName = `${workload}-${template}-${nth.toString(36).padStart(5, '0')}`;
  const uid = `${workload}-${nth}`;
  const made = epoch + at;
  let now = made + scheduling;
  const events: object[] = [];
  const event = (reason: string, message: string, isOfContainer = true): void => {
    const nanoseconds = (BigInt(Math.round(now * 1000)) * 1000n).toString(16);
    events.push({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${podName}.${nanoseconds}`, namespace: 'shop', uid: `${uid}-${events.length}` },
      involvedObject: {
        kind: 'Pod',
        namespace: 'shop',
        name: podName,
        uid,
        ...(isOfContainer && { fieldPath: 'spec.containers{app}' }),
      },
      reason,
      message,
      type: 'Normal',
      count: 1,
      firstTimestamp: second(now),
      lastTimestamp: second(now),
    });
  };
  event('Scheduled', `Successfully assigned shop/${podName} to ${node}`, false);
  now += sandbox;
  if (pull === undefined) event('Pulled', `Container image "${image}" already present on machine`);
  else {
    event('Pulling', `Pulling image "${image}"`);
    now += pull;
    event(
      'Pulled',
      `Successfully pulled image "${image}" in ${Math.round(pull)}ms (${Math.round(pull)}ms including waiting). Image size: 1000000 bytes.`,
    );
  }
  now += create;
  event('Created', 'Created container: app');
  now += start;
  event('Started', 'Started container app');
  const started = second(now);
  now += ready;
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: podName,
        namespace: 'shop',
        uid,
        resourceVersion: String(1000 + nth),
        creationTimestamp: second(made),
        labels: { 'pod-template-hash': template },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: `${workload}-${template}`,
            uid: template,
            controller: true,
          },
        ],
      },
      spec: {
        nodeName: node,
        containers: [{ name: 'app', image }],
        volumes: pod.claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: pod.claim } }],
      },
      status: {
        phase: 'Running',
        podIP: '10.0.0.1',
        startTime: second(made + scheduling),
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: second(now) }],
        containerStatuses: [
          {
            name: 'app',
            image,
            imageID: '',
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: started } },
          },
        ],
      },
    },
    ...events,
  ];
}

/** A node in a zone. */
export function madeNode(name: string, zone: string, addedAt = -1_000_000): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `node-${name}`,
      labels: { 'topology.kubernetes.io/zone': zone },
      creationTimestamp: second(epoch + addedAt),
    },
  };
}

/** A trace of what was saved. */
export function traceOf(objects: readonly object[]): Trace {
  const observation = new Observation();
  for (const object of objects) observation.add({ kind: 'object', type: 'ADDED', object });
  return observation.trace();
}

/** Times that scatter as real ones do: log-normal around a median, by a third. */
export function scattered(seed: number): (middle: number) => number {
  const random = seededRandom(seed);
  const uniform = (): number => (random.int(1_000_000) + 0.5) / 1_000_000;
  return (middle) => {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return middle * Math.exp(normal / 3);
  };
}
