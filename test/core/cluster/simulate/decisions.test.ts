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
  /** The messages of the object's events that matter. */
  events?: readonly string[];
}

const container = '{ name: app, image: nginx }';
const pod = (metadata: string, spec = ''): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { ${metadata} }, spec: { ${spec} containers: [${container}] } }`;

const template = `template: { metadata: { labels: { app: web } }, spec: { containers: [${container}] } }`;
const absent = '{ apiVersion: v1, kind: ConfigMap, name: gone, uid: 11111111-2222-3333-4444-555555555555 }';

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

test.each(decisions)('$title', ({ manifest, scenario = {}, seconds = 10, object, calls, events }) => {
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
  const messages = simulation.events
    .filter(({ involvedObject: { name = '' } }) => object.endsWith(`/${name}`))
    .map(({ message }) => message);
  for (const message of events ?? []) expect(messages).toContain(message);
});
