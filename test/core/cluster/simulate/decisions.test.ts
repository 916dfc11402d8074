import { expect, test } from 'vitest';
import { codeOf, resourceOf } from '../../../../src/core/cluster/apiserver/apiCall';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { Scenario } from '../../../../src/core/scenario/scenario';

/** What a component decides in a case where others decide too: the calls of one object, one after the other. */
interface Decision {
  title: string;
  manifest: string;
  scenario?: Scenario;
  seconds?: number;
  /** `pods/web`; of a generated name its beginning. */
  object: string;
  /** Each call as a caller, a verb and, where it is refused, a code; repeats once. */
  calls: readonly string[];
  /** How often one of the calls is made. */
  times?: readonly [call: string, times: number];
  /** The messages of the object's events that matter. */
  events?: readonly string[];
}

const container = '{ name: app, image: nginx }';
const pod = (metadata: string, spec = ''): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { ${metadata} }, spec: { ${spec} containers: [${container}] } }`;

const template = `template: { metadata: { labels: { app: web } }, spec: { containers: [${container}] } }`;
const absent = '{ apiVersion: v1, kind: ConfigMap, name: gone, uid: 11111111-2222-3333-4444-555555555555 }';

const noPods = "{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota }, spec: { hard: { pods: '0' } } }";
const job = (spec: string): string =>
  `{ apiVersion: batch/v1, kind: Job, metadata: { name: web }, spec: { ${spec} template: { spec: { restartPolicy: Never, containers: [{ name: app, image: nginx, lifecycle: { preStop: { sleep: { seconds: 20 } } } }] } } } }`;
const set = (spec: string): string =>
  `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: set }, spec: { serviceName: s, selector: { matchLabels: { app: web } }, ${spec} ${template} } }`;
const oneCpu: Scenario = { node: { capacity: { cpu: '2', memory: '4Gi', pods: '110' } } };
const priority = (name: string, value: number, policy: string): string =>
  `{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: ${name} }, value: ${value}, preemptionPolicy: ${policy} }`;
const wholeNode = (name: string, grace: number): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { priorityClassName: ${name}, terminationGracePeriodSeconds: ${grace}, containers: [{ name: app, image: nginx, resources: { requests: { cpu: 1500m } } }] } }`;
const waiting = [
  priority('first', 3, 'Never'),
  priority('low', 1, 'Never'),
  priority('high', 2, 'Never'),
  wholeNode('first', 1),
  wholeNode('low', 1),
  wholeNode('high', 1),
].join('\n---\n');

const decisions: Decision[] = [
  {
    // pkg/registry/core/pod/storage/storage.go assignPod; the recorded fault.owner-job-gone has the words.
    title: 'a pod that is deleted while its volume is made is bound to no node',
    manifest: [
      '{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: slow }, provisioner: p.example, volumeBindingMode: WaitForFirstConsumer }',
      '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], storageClassName: slow, resources: { requests: { storage: 1Gi } } } }',
      pod(
        'name: web, finalizers: [example.com/hold]',
        'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }],',
      ),
    ].join('\n---\n'),
    scenario: { providers: ['provisioner p.example'], actions: [{ after: 0.5, delete: 'web' }] },
    object: 'pods/web',
    calls: [
      'kubectl create',
      'kube-scheduler patch status',
      'kubectl delete',
      'kube-scheduler create binding ✗ 409',
      'kube-scheduler patch status',
    ],
    events: [
      'running Bind plugin "DefaultBinder": Operation cannot be fulfilled on pods/binding "web": pod web is being deleted, cannot be assigned to a host',
      'skip schedule deleting pod: default/web',
    ],
  },
  {
    title: 'a pod whose owner does not exist is deleted (recorded: fault.owner-gone)',
    manifest: pod(`name: web, ownerReferences: [${absent}]`),
    object: 'pods/web',
    calls: [
      'kubectl create',
      'kube-scheduler create binding',
      'generic-garbage-collector delete',
      'kubelet patch status',
      'kubelet delete',
    ],
  },
  {
    title: 'a claim whose owner does not exist is deleted (recorded: fault.claim-owner-gone)',
    manifest: `{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data, ownerReferences: [${absent}] }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }`,
    scenario: { hasStorage: false },
    object: 'persistentvolumeclaims/data',
    calls: ['kubectl create', 'generic-garbage-collector delete', 'pvc-protection-controller update'],
  },
  {
    title: 'whether the owner of a custom resource exists is not known: its pod stays',
    manifest: pod(
      'name: web, ownerReferences: [{ apiVersion: example.com/v1, kind: Job, name: gone, uid: 11111111-2222-3333-4444-555555555555 }]',
    ),
    object: 'pods/web',
    calls: ['kubectl create', 'kube-scheduler create binding', 'kubelet patch status'],
  },
  {
    title: 'a Deployment whose ReplicaSet is refused says so in its status (recorded: fault.quota-rs)',
    manifest: [
      "{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota }, spec: { hard: { count/replicasets.apps: '0' } } }",
      `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { selector: { matchLabels: { app: web } }, ${template} } }`,
    ].join('\n---\n'),
    object: 'deployments/web',
    calls: ['kubectl create', 'deployment-controller update status'],
  },
  {
    title: 'a StatefulSet deletes a pod of a higher number that it has adopted (recorded: fault.sts-condemned)',
    manifest: [
      pod('name: set-3, labels: { app: web }', 'terminationGracePeriodSeconds: 1,'),
      `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: set }, spec: { serviceName: s, selector: { matchLabels: { app: web } }, ${template} } }`,
    ].join('\n---\n'),
    object: 'pods/set-3',
    calls: [
      'kubectl create',
      'kube-scheduler create binding',
      'kubelet patch status',
      'statefulset-controller patch',
      'kubelet patch status',
      'statefulset-controller delete',
      'kubelet patch status',
      'kubelet delete',
    ],
  },
  {
    title: 'a Deployment adopts a ReplicaSet and scales it down when its own pods run (recorded: fault.dep-adopts-rs)',
    manifest: [
      `{ apiVersion: apps/v1, kind: ReplicaSet, metadata: { name: old, labels: { app: web } }, spec: { selector: { matchLabels: { app: web, v: one } }, template: { metadata: { labels: { app: web, v: one } }, spec: { terminationGracePeriodSeconds: 1, containers: [${container}] } } } }`,
      `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { selector: { matchLabels: { app: web } }, ${template} } }`,
    ].join('\n---\n'),
    object: 'replicasets/old',
    calls: [
      'kubectl create',
      'replicaset-controller update status',
      'deployment-controller patch',
      'replicaset-controller update status',
      'deployment-controller update',
      'replicaset-controller update status',
    ],
  },
  {
    // pkg/controller/job/job_controller.go: 1 s, doubling.
    title: 'a Job whose pods are refused tries again after 1, 2 and 4 s',
    manifest: [noPods, job('')].join('\n---\n'),
    object: 'pods/',
    calls: ['job-controller create ✗ 403'],
    times: ['job-controller create ✗ 403', 4],
  },
  {
    title: 'a Job replaces a pod that is being deleted after its back-off of 10 s',
    manifest: job(''),
    scenario: { actions: [{ after: 1, delete: 'web' }] },
    seconds: 14,
    object: 'pods/',
    calls: [
      'job-controller create',
      'kube-scheduler create binding',
      'kubelet patch status',
      'kubectl delete',
      'job-controller patch',
      'kubelet patch status',
      'job-controller create',
      'kube-scheduler create binding',
      'kubelet patch status',
    ],
    times: ['job-controller create', 2],
  },
  {
    title: 'a Job whose podReplacementPolicy is Failed waits until the pod has ended',
    manifest: job('podReplacementPolicy: Failed,'),
    scenario: { actions: [{ after: 1, delete: 'web' }] },
    seconds: 14,
    object: 'pods/',
    calls: [
      'job-controller create',
      'kube-scheduler create binding',
      'kubelet patch status',
      'kubectl delete',
      'kubelet patch status',
    ],
    times: ['job-controller create', 1],
  },
  {
    // pkg/scheduler/framework/plugins/queuesort/priority_sort.go
    title: 'of two pods that wait for the same place, the more important one gets it',
    manifest: waiting,
    scenario: { ...oneCpu, actions: [{ after: 1, delete: 'first' }] },
    object: 'pods/high',
    calls: ['kubectl create', 'kube-scheduler patch status', 'kube-scheduler create binding', 'kubelet patch status'],
  },
  {
    // pkg/scheduler/framework/preemption/executor.go PreemptPod
    title: 'a victim that is being deleted already is not preempted again',
    manifest: [
      priority('low', 1, 'PreemptLowerPriority'),
      priority('high', 2, 'PreemptLowerPriority'),
      priority('higher', 3, 'PreemptLowerPriority'),
      wholeNode('low', 5),
      wholeNode('high', 1),
      wholeNode('higher', 1),
    ].join('\n---\n'),
    scenario: oneCpu,
    seconds: 3,
    object: 'pods/low',
    calls: [
      'kubectl create',
      'kube-scheduler create binding',
      'kube-scheduler patch status',
      'kube-scheduler delete',
      'kubelet patch status',
      'kubelet delete',
    ],
  },
  {
    // pkg/scheduler/backend/queue/scheduling_queue.go flushUnschedulablePodsLeftover
    title: 'a pod that fits nowhere is tried again after 5 minutes',
    manifest: pod('name: web', 'nodeSelector: { disk: none },'),
    seconds: 310,
    object: 'events/web.',
    calls: ['kube-scheduler create'],
    times: ['kube-scheduler create', 2],
  },
  {
    // client-go/util/workqueue/default_rate_limiters.go: 5 ms, doubling; recorded: fault.quota-sts.
    title: 'a StatefulSet whose pod is refused tries again after 5 ms, and then after twice as long each time',
    manifest: [noPods, set('')].join('\n---\n'),
    seconds: 1,
    object: 'pods/set-0',
    calls: ['statefulset-controller create ✗ 403'],
    times: ['statefulset-controller create ✗ 403', 8],
  },
  {
    title: 'a StatefulSet does not go on before a pod has been ready for minReadySeconds',
    manifest: set('replicas: 2, minReadySeconds: 6,'),
    seconds: 4,
    object: 'pods/set-1',
    calls: [],
  },
  {
    title: 'a StatefulSet goes on when a pod has been ready for minReadySeconds',
    manifest: set('replicas: 2, minReadySeconds: 6,'),
    object: 'pods/set-1',
    calls: ['statefulset-controller create', 'kube-scheduler create binding', 'kubelet patch status'],
  },
  {
    title: 'a DaemonSet replaces a pod that it has adopted (recorded: fault.ds-orphan)',
    manifest: [
      pod('name: orphan, labels: { app: web }', 'terminationGracePeriodSeconds: 1,'),
      `{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: web }, spec: { selector: { matchLabels: { app: web } }, ${template} } }`,
    ].join('\n---\n'),
    object: 'pods/orphan',
    calls: [
      'kubectl create',
      'kube-scheduler create binding',
      'kubelet patch status',
      'daemon-set-controller patch',
      'daemon-set-controller delete',
      'kubelet patch status',
      'kubelet delete',
    ],
  },
];

test.each(decisions)('$title', ({ manifest, scenario = {}, seconds = 10, object, calls, times, events }) => {
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  const simulation = simulate({ objects, scenario, seconds });
  const own = simulation
    .apiCalls()
    .filter((call) => `${resourceOf(call)}/${call.name}`.startsWith(object))
    .map((call) => {
      const code = codeOf(call);
      const what = [call.caller, call.verb, ...(call.subresource ? [call.subresource] : [])].join(' ');
      return code < 400 ? what : `${what} ✗ ${code}`;
    });
  expect(own.filter((call, i) => call !== own[i - 1])).toEqual(calls);
  if (times) expect(own.filter((call) => call === times[0])).toHaveLength(times[1]);
  const messages = simulation.events
    .filter(({ involvedObject: { name = '' } }) => object.endsWith(`/${name}`))
    .map(({ message }) => message);
  for (const message of events ?? []) expect(messages).toContain(message);
});

// plugin/pkg/admission/podtopologylabels/admission.go
test.each(['', 'nodeName: kind-control-plane,'])('a pod has the zone of its node: %s', (spec) => {
  const objects = parseManifest(pod('name: web', spec)).objects.map(({ value }) => value);
  const node = { name: 'kind-control-plane', labels: { 'topology.kubernetes.io/zone': 'a' } };
  const [made] = simulate({ objects, scenario: { node }, seconds: 1 }).pods;
  expect(made?.metadata?.labels).toEqual({ 'topology.kubernetes.io/zone': 'a' });
});
