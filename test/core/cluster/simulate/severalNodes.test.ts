import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { NodeDescription, Scenario } from '../../../../src/core/scenario/scenario';
import { story } from '../../../../src/core/story/story';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';
const inZone = (name: string): Partial<NodeDescription> => ({ labels: { [zone]: name } });
const first = 'kind-control-plane';

function start(text: string, scenario: Scenario, more: { seconds?: number } = {}): Simulation {
  const objects = parseManifest(text).objects.map(({ value }) => value);
  return simulate({ objects, scenario, ...more });
}

/** Where each pod is, by name. */
function places({ pods }: Simulation): Record<string, string | undefined> {
  return Object.fromEntries(pods.map(({ metadata, spec }) => [metadata?.name, spec?.nodeName]));
}

const sorted = (values: readonly (string | undefined)[]): string[] => values.map(String).sort();
const nodesUsed = (simulation: Simulation): string[] => sorted(Object.values(places(simulation)));
const phases = ({ pods }: Simulation): (string | undefined)[] => pods.map(({ status }) => status?.phase);

/** The scheduler's message about a pod, by its name. */
function refusal({ events }: Simulation, name: string): string | undefined {
  return events.find(({ reason, involvedObject }) => reason === 'FailedScheduling' && involvedObject.name === name)
    ?.message;
}

function workload(kind: string, replicas: number, spec: string, labels = 'app: db'): string {
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: db }
spec:
  ${kind === 'DaemonSet' ? '' : `replicas: ${replicas}`}
  ${kind === 'StatefulSet' ? 'serviceName: db' : ''}
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: db, image: registry.example/db:1 }], ${spec} }
`;
}

function pod(name: string, spec = '', metadata = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, ${metadata} }
spec: { containers: [{ name: app, image: nginx }], ${spec} }
`;
}

const asking = (cpu: string): string =>
  `containers: [{ name: app, image: nginx, resources: { requests: { cpu: ${cpu} } } }],`;
const askingPod = (name: string, cpu: string, rest = ''): string =>
  pod(name, rest).replace('containers: [{ name: app, image: nginx }],', asking(cpu));

const apart = (key: string): string =>
  `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: db } }, topologyKey: ${key} }] } }`;

describe('required anti-affinity on the host name', () => {
  const text = workload('StatefulSet', 3, apart(hostname));

  test('gives each of three pods a node of its own', () => {
    const simulation = start(text, { nodes: [{}, {}] });
    expect(places(simulation)).toEqual({ 'db-0': first, 'db-1': 'worker-2', 'db-2': 'worker-3' });
    expect(phases(simulation)).toEqual(['Running', 'Running', 'Running']);
  });

  test('leaves the second pending on one node, the third on two', () => {
    expect(refusal(start(text, {}), 'db-1')).toBe(
      "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
    );
    const two = start(text, { nodes: [{}] });
    expect(phases(two)).toEqual(['Running', 'Running', 'Pending']);
    expect(refusal(two, 'db-2')).toBe(
      "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.",
    );
  });

  test('on the zone looks at the other nodes of the zone, too', () => {
    const zonal = workload('StatefulSet', 3, apart(zone));
    const nodes = [inZone('a'), inZone('b'), inZone('b')];
    const simulation = start(zonal, { node: inZone('a'), nodes });
    expect(places(simulation)).toEqual({ 'db-0': first, 'db-1': 'worker-3', 'db-2': undefined });
    expect(refusal(simulation, 'db-2')).toMatch(
      /^0\/4 nodes are available: 4 node\(s\) didn't match pod anti-affinity rules\./,
    );
  });
});

describe('each node', () => {
  const simulation = start(workload('DaemonSet', 0, ''), { nodes: [{}, { name: 'edge', internalIP: '192.0.2.7' }] });

  test('gets a pod of a DaemonSet, pulls its image itself, and has addresses of its own', () => {
    expect(nodesUsed(simulation)).toEqual(['edge', first, 'worker-2']);
    expect(phases(simulation)).toEqual(['Running', 'Running', 'Running']);
    expect(simulation.calls.filter(({ method }) => method === 'PullImage')).toHaveLength(3);
    const addresses = simulation.pods.map(({ status }) => `${status?.hostIP} ${status?.podIP}`);
    expect(sorted(addresses)).toEqual(['172.18.0.2 10.244.0.5', '172.18.0.3 10.244.1.5', '192.0.2.7 10.244.2.5']);
  });

  test('pulls an image once', () => {
    const four = start(workload('StatefulSet', 4, ''), { nodes: [{}] });
    expect(nodesUsed(four)).toEqual([first, first, 'worker-2', 'worker-2']);
    const pulls = four.events.filter(({ message }) => message?.startsWith('Successfully pulled'));
    expect(sorted(pulls.map(({ source }) => source?.host))).toEqual([first, 'worker-2']);
  });

  test('is named by its events, its messages and the table', () => {
    const hosts = simulation.events.filter(({ reason }) => reason === 'Started').map(({ source }) => source?.host);
    expect(sorted(hosts)).toEqual(['edge', first, 'worker-2']);
    const { messages, table } = simulation.trace;
    const sandboxes = messages.filter(({ method }) => method === 'RunPodSandbox').map(({ node }) => node);
    expect(sorted(sandboxes)).toEqual(['edge', first, 'worker-2']);
    expect(table).toContain('edge');
    expect(story(simulation.trace)).toContain('kubelet (edge) → RuntimeService');
    expect(
      messages.filter(({ to, from, node }) => (to === 'scheduler' || from === 'controller') && node !== undefined),
    ).toEqual([]);
    expect(messages.filter(({ caller, node }) => caller === 'kubelet' && node === undefined)).toEqual([]);
  });

  test('is not named where only one is used', () => {
    const { messages, notes } = start(pod('one'), { nodes: [{}, {}] }).trace;
    expect([...messages, ...notes].filter(({ node }) => node !== undefined)).toEqual([]);
  });

  test('has its calls in one list, in the order in which they begin', () => {
    const starts = simulation.calls.map((call) => call.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
});

describe('a DaemonSet', () => {
  test('leaves out nodes whose taints or labels do not suit it', () => {
    const nodes = [{ taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] }, inZone('b')];
    expect(nodesUsed(start(workload('DaemonSet', 0, ''), { nodes }))).toEqual([first, 'worker-3']);
    expect(nodesUsed(start(workload('DaemonSet', 0, `nodeSelector: { ${zone}: b }`), { nodes }))).toEqual(['worker-3']);
    expect(nodesUsed(start(workload('DaemonSet', 0, 'tolerations: [{ operator: Exists }]'), { nodes }))).toEqual([
      first,
      'worker-2',
      'worker-3',
    ]);
  });

  test('waits for one of its nodes alone', () => {
    const large = workload('DaemonSet', 0, '').replace('image:', 'resources: { requests: { cpu: 2 } }, image:');
    const simulation = start(large, { nodes: [{ capacity: { cpu: '1' } }, {}] });
    expect(sorted(phases(simulation))).toEqual(['Pending', 'Running', 'Running']);
    const waiting = simulation.pods.find(({ status }) => status?.phase === 'Pending');
    expect(refusal(simulation, waiting?.metadata?.name ?? '')).toBe(
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  });
});

describe('topology spread constraints', () => {
  const spread = (action: string): string =>
    `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ${zone}, whenUnsatisfiable: ${action}, labelSelector: { matchLabels: { app: db } } }]`;

  test('bring pods to the zones in turn', () => {
    const simulation = start(workload('StatefulSet', 4, spread('DoNotSchedule')), {
      node: inZone('a'),
      nodes: [inZone('a'), inZone('b')],
    });
    const zones = Object.values(places(simulation)).map((node) => (node === 'worker-3' ? 'b' : 'a'));
    expect(zones.sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  test('leave a pod pending where the emptier zone has no room', () => {
    const text = workload('StatefulSet', 3, spread('DoNotSchedule')).replace(
      'image:',
      'resources: { requests: { cpu: 1 } }, image:',
    );
    const small = { ...inZone('b'), capacity: { cpu: '500m' } };
    const simulation = start(text, { node: inZone('a'), nodes: [inZone('a'), small] });
    expect(phases(simulation)).toEqual(['Running', 'Pending']);
    expect(refusal(simulation, 'db-1')).toBe(
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match pod topology spread constraints. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
    );
  });

  test('do not take a node without the label', () => {
    const simulation = start(workload('StatefulSet', 2, spread('DoNotSchedule')), { nodes: [inZone('b')] });
    expect(places(simulation)).toEqual({ 'db-0': 'worker-2', 'db-1': 'worker-2' });
  });

  test('only prefer, where they say so', () => {
    const simulation = start(workload('StatefulSet', 3, spread('ScheduleAnyway')), {
      node: inZone('a'),
      nodes: [inZone('b')],
    });
    expect(nodesUsed(simulation)).toEqual([first, first, 'worker-2']);
  });

  test('apply by default to the pods of one owner, whatever else is on the nodes', () => {
    const full = askingPod('other', '1', 'nodeName: worker-2');
    const simulation = start(`${full}---${workload('StatefulSet', 2, '')}`, { nodes: [{}] });
    expect(nodesUsed(simulation)).toEqual([first, 'worker-2', 'worker-2']);
  });
});

describe('the scheduler chooses', () => {
  test('the node on which the pod fits', () => {
    const simulation = start(askingPod('large', '12'), { nodes: [{ capacity: { cpu: '16' } }, {}] });
    expect(places(simulation)).toEqual({ large: 'worker-2' });
  });

  test('none where none fits, and counts why', () => {
    const nodes = [
      { capacity: { cpu: '1', memory: '1Gi' } },
      { taints: [{ key: 'dedicated', effect: 'NoSchedule' }] },
      inZone('b'),
    ];
    const text = askingPod('large', '12', `nodeSelector: { ${hostname}: worker-2 }`);
    expect(refusal(start(text, { nodes }), 'large')).toBe(
      "0/4 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.",
    );
  });

  test('the node with more left', () => {
    const text = `${askingPod('first', '2')}---${askingPod('second', '1')}---${askingPod('third', '500m')}`;
    expect(places(start(text, { nodes: [{}] }))).toEqual({ first, second: 'worker-2', third: 'worker-2' });
  });

  test('the node that is preferred, and not the one that asks to stay away', () => {
    const preferring = (key: string): string =>
      `affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: ${key}, operator: Exists }] } }] } }`;
    expect(places(start(pod('choosy', preferring(zone)), { nodes: [{}, inZone('b')] }))).toEqual({
      choosy: 'worker-3',
    });
    const taints = [{ key: 'old', effect: 'PreferNoSchedule' }];
    expect(places(start(pod('any'), { node: { taints }, nodes: [{ taints: [] }] }))).toEqual({ any: 'worker-2' });
    const tolerating = pod('any', 'tolerations: [{ key: old, operator: Exists }]');
    expect(places(start(tolerating, { node: { taints }, nodes: [{ taints: [] }] }))).toEqual({ any: first });
  });

  const near = (group: string, rule: string, key = hostname): string => {
    const term = `labelSelector: { matchLabels: { app: web } }, topologyKey: ${key}`;
    return rule === 'required'
      ? `affinity: { ${group}: { requiredDuringSchedulingIgnoredDuringExecution: [{ ${term} }] } }`
      : `affinity: { ${group}: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { ${term} } }] } }`;
  };
  const web = pod('web', 'nodeName: worker-2', 'labels: { app: web }');

  test('the node of the pods that a pod requires near it', () => {
    const simulation = start(`${web}---${pod('cache', near('podAffinity', 'required'))}`, { nodes: [{}, {}] });
    expect(places(simulation)).toEqual({ web: 'worker-2', cache: 'worker-2' });
    const alone = start(pod('cache', near('podAffinity', 'required')), { nodes: [{}, {}] });
    expect(refusal(alone, 'cache')).toBe(
      "0/3 nodes are available: 3 node(s) didn't match pod affinity rules. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  });

  test('the zone of the pods that a pod prefers near it, and another than of those it shuns', () => {
    const scenario = { node: inZone('a'), nodes: [inZone('b'), inZone('a'), inZone('b')] };
    const drawn = start(`${web}---${pod('cache', near('podAffinity', 'preferred', zone))}`, scenario);
    expect(places(drawn)['cache']).toBe('worker-4');
    const shy = start(`${web}---${pod('cache', near('podAntiAffinity', 'preferred', zone))}`, scenario);
    expect(places(shy)['cache']).toBe(first);
  });

  test('a node whose host port is free', () => {
    const port = (name: string): string =>
      pod(name).replace('image: nginx', 'image: nginx, ports: [{ containerPort: 80, hostPort: 80 }]');
    const simulation = start(['a', 'b', 'c'].map(port).join('---'), { nodes: [{}] });
    expect(nodesUsed(simulation)).toEqual([first, 'undefined', 'worker-2']);
    expect(refusal(simulation, 'c')).toMatch(
      /^0\/2 nodes are available: 2 node\(s\) didn't have free ports for the requested pod ports\./,
    );
  });
});

describe('preemption', () => {
  const classes = `
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: high }
value: 1000
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: low }
value: 10
---`;

  test('takes the pods that matter least, on whichever node', () => {
    const text = `${classes}
${askingPod('dear', '3', 'nodeName: kind-control-plane, priorityClassName: low')}---
${askingPod('cheap', '3', 'nodeName: worker-2')}---
${askingPod('urgent', '3', 'priorityClassName: high, terminationGracePeriodSeconds: 1')}`;
    const simulation = start(text, { nodes: [{}, { capacity: { cpu: '2' } }] }, { seconds: 60 });
    expect(refusal(simulation, 'urgent')).toBe(
      '0/3 nodes are available: 3 Insufficient cpu. preemption: found a potential placement for pod on node worker-2, preempting 1 victims',
    );
    expect(places(simulation)).toEqual({ dear: first, urgent: 'worker-2' });
    expect(simulation.events.find(({ reason }) => reason === 'Preempted')?.message).toMatch(/on node worker-2$/);
  });
});

describe('volumes', () => {
  const claim = (storageClass: string): string => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], storageClassName: ${storageClass}, resources: { requests: { storage: 1Gi } } }
---`;
  const local = (node: string): string => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local }
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  storageClassName: local
  local: { path: /mnt/disk }
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ${hostname}, operator: In, values: [${node}] }] }] } }
---`;
  const user = (name: string): string =>
    pod(name, 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]');

  test('that a node has bring the pod to that node', () => {
    const simulation = start(`${local('worker-3')}${claim('local')}${user('app')}`, { nodes: [{}, {}] });
    expect(places(simulation)).toEqual({ app: 'worker-3' });
    expect(refusal(start(`${local('gone')}${claim('local')}${user('app')}`, { nodes: [{}, {}] }), 'app')).toMatch(
      /^0\/3 nodes are available: 3 node\(s\) didn't find available persistent volumes to bind\./,
    );
  });

  test('that are made for the first pod on its node keep the second there', () => {
    const both = `${claim('standard')}${askingPod('other', '1', 'nodeName: kind-control-plane')}---${user('one')}---${user('two')}`;
    const standard = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: standard }
provisioner: rancher.io/local-path
volumeBindingMode: WaitForFirstConsumer
---`;
    const simulation = start(`${standard}${both}`, { nodes: [{}] });
    expect(places(simulation)).toEqual({ other: first, one: 'worker-2', two: 'worker-2' });
  });
});

test('what a further node leaves open is as on the first, and a name is free', () => {
  const node = { name: 'worker-2', capacity: { cpu: '2', memory: '4Gi', pods: '10' }, clusterDNS: ['10.0.0.10'] };
  const simulation = start(workload('DaemonSet', 0, ''), { node, nodes: [{}, { name: 'b', labels: { x: 'y' } }] });
  expect(nodesUsed(simulation)).toEqual(['b', 'worker-2', 'worker-3']);
  const servers = simulation.calls.flatMap(({ method, request }) =>
    method === 'RunPodSandbox' ? (request.config?.dns_config?.servers ?? []) : [],
  );
  expect(servers).toEqual(['10.0.0.10', '10.0.0.10', '10.0.0.10']);
});
