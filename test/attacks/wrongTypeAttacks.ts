import { container, documents, json, pod, start, type Attack } from './attack';
import { savedEvent, savedPod } from './savedObjects';

const values = [
  '5',
  'true',
  'null',
  'text',
  '[]',
  '{}',
  '[5]',
  '{a: b}',
  '-1',
  '1e400',
  '.nan',
  '2026-01-01',
  '""',
  '[[]]',
];
const each = (text: (value: string, name: string) => string): string =>
  documents(...values.map((value, i) => text(value, `web${i}`)), pod(container(), 'last'));
const manifest = (
  name: string,
  text: (value: string, name: string) => string,
  sinks: readonly string[] = ['explain FILE'],
): Attack => ({
  name,
  input: each(text),
  sinks,
});
const inSpec = (name: string, spec: (value: string) => string): Attack =>
  manifest(name, (value, pods) => pod(spec(value), pods));
const jsonValues = [5, true, null, 'text', [], {}, [5], { a: 'b' }, [null], [[]]];
const good = { ...savedPod, status: { phase: 'Pending' } };
const event = savedEvent();
const saved = (name: string, of: (value: unknown, index: number) => unknown): Attack => ({
  name,
  extension: 'json',
  input: json({ kind: 'List', items: [good, ...jsonValues.map(of), event] }),
  sinks: ['observe FILE'],
});

/** Point 4: a value may have any type. */
export const wrongTypeAttacks: readonly Attack[] = [
  {
    name: 'a refusal without a reason',
    input: () =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, annotations: {a: ${'x'.repeat(1_600_000)}}}\nspec: {containers: [{name: a, image: b}]}\n`,
    sinks: start,
    never: [/undefined/],
  },
  {
    name: 'conditions without a reason',
    extension: 'json',
    input: json({
      kind: 'List',
      items: ['DisruptionTarget', 'PodScheduled', 'Ready'].map((type, i) => ({
        ...good,
        metadata: { ...good.metadata, name: `web${i}`, uid: `u${i}` },
        status: { phase: 'Pending', conditions: [{ type, status: type === 'DisruptionTarget' ? 'True' : 'False' }] },
      })),
    }),
    sinks: ['observe FILE'],
    never: [/undefined/],
  },
  manifest('apiVersion', (value, name) => `apiVersion: ${value}\nkind: Service\nmetadata: {name: ${name}}\n`),
  manifest('apiVersion of a pod', (value, name) =>
    pod(container(), name).replace('apiVersion: v1', `apiVersion: ${value}`),
  ),
  manifest(
    'kind',
    (value, name) =>
      `apiVersion: v1\nkind: ${value}\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: b}]}\n`,
  ),
  manifest(
    'metadata',
    (value) => `apiVersion: v1\nkind: Pod\nmetadata: ${value}\nspec: {containers: [{name: a, image: b}]}\n`,
  ),
  ...[
    'name',
    'generateName',
    'namespace',
    'labels',
    'annotations',
    'uid',
    'finalizers',
    'ownerReferences',
    'creationTimestamp',
  ].map((field) =>
    manifest(
      `metadata.${field}`,
      (value) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {${field === 'name' ? '' : 'name: a, '}${field}: ${value}}\nspec: {containers: [{name: a, image: b}]}\n`,
    ),
  ),
  manifest('a label’s value', (value, name) =>
    pod(container(), name).replace('{name:', `{labels: {a: ${value}}, annotations: {a: ${value}}, name:`),
  ),
  manifest('spec', (value, name) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: ${value}\n`, start),
  ...[
    'containers',
    'initContainers',
    'ephemeralContainers',
    'volumes',
    'imagePullSecrets',
    'tolerations',
    'affinity',
    'securityContext',
    'nodeSelector',
    'dnsConfig',
    'hostAliases',
    'readinessGates',
    'topologySpreadConstraints',
    'overhead',
    'resources',
    'os',
  ].map((field) =>
    inSpec(`spec.${field}`, (value) => `${field}: ${value}\n${field === 'containers' ? '' : container()}`),
  ),
  inSpec('an entry of containers', (value) => `containers: [${value}, {name: app, image: nginx}]`),
  inSpec('an entry of volumes', (value) => `volumes: [${value}]\n${container()}`),
  ...[
    'name',
    'image',
    'command',
    'args',
    'env',
    'envFrom',
    'ports',
    'resources',
    'volumeMounts',
    'livenessProbe',
    'lifecycle',
    'securityContext',
  ].map((field) =>
    inSpec(
      `a container’s ${field}`,
      (value) =>
        `containers:\n- {${field === 'name' ? '' : 'name: app, '}${field === 'image' ? '' : 'image: nginx, '}${field}: ${value}}`,
    ),
  ),
  inSpec('parts of a container', (value) =>
    container(
      `env: [${value}], ports: [{containerPort: ${value}}], resources: {limits: {cpu: ${value}, memory: ${value}}}, volumeMounts: [${value}]`,
    ),
  ),
  inSpec('a probe', (value) =>
    container(
      `livenessProbe: {httpGet: ${value}, periodSeconds: ${value}}, readinessProbe: {exec: {command: ${value}}}, startupProbe: {tcpSocket: {port: ${value}}, failureThreshold: ${value}}`,
    ),
  ),
  inSpec(
    'times',
    (value) =>
      `terminationGracePeriodSeconds: ${value}\nactiveDeadlineSeconds: ${value}\npriority: ${value}\n${container()}`,
  ),
  manifest(
    'a Deployment',
    (value, name) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {replicas: ${value}, selector: ${value}, template: ${value}, strategy: ${value}}\n`,
  ),
  manifest(
    'a Job',
    (value, name) =>
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}}\nspec: {completions: ${value}, parallelism: ${value}, backoffLimit: ${value}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n`,
  ),
  manifest(
    'a CronJob',
    (value, name) =>
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: ${name}}\nspec: {schedule: ${value}, timeZone: ${value}, jobTemplate: ${value}}\n`,
  ),
  manifest('a StatefulSet and a DaemonSet', (value, name) =>
    documents(
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}}\nspec: {serviceName: ${value}, volumeClaimTemplates: ${value}, template: {spec: ${value}}}\n`,
      `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: ${value}}, template: {metadata: ${value}}}\n`,
    ),
  ),
  manifest('what a pod refers to', (value, name) =>
    documents(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm${name}}\ndata: ${value}\nbinaryData: ${value}\n`,
      `apiVersion: v1\nkind: Service\nmetadata: {name: s${name}}\nspec: ${value}\n`,
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c${name}}\nspec: ${value}\n`,
      pod(
        `volumes: [{name: c, persistentVolumeClaim: {claimName: c${name}}}]\n${container(`envFrom: [{configMapRef: {name: cm${name}}}]`)}`,
        name,
      ),
    ),
  ),
  manifest('what a cluster has', (value, name) =>
    ['Node', 'Namespace', 'ServiceAccount', 'LimitRange', 'ResourceQuota', 'PersistentVolume']
      .map((kind) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${value}\nstatus: ${value}\n`)
      .join('---\n'),
  ),
  manifest('the items of a List', (value) => `apiVersion: v1\nkind: List\nitems: ${value}\n`),
  manifest(
    'an item of a List',
    (value) =>
      `apiVersion: v1\nkind: List\nitems:\n- ${value}\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}\n`,
  ),
  manifest('a foreign group with a known kind', (_, name) =>
    ['Pod', 'Deployment', 'Service', 'Secret', 'Node', 'Job']
      .map((kind) => `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {a: 1}\n`)
      .join('---\n'),
  ),
  {
    name: 'images that are none',
    input: documents(
      ...[
        'Nginx',
        'Nginx:1.27',
        '///',
        'a:b:c',
        '"@"',
        '"a@sha256:x"',
        '" nginx"',
        '"a b"',
        '":tag"',
        'http://a/b',
        '""',
      ].map((image, i) => pod(`containers:\n- {name: app, image: ${image}}`, `web${i}`)),
    ),
    sinks: start,
  },
  {
    name: 'an image that is none, where who runs it is asked',
    input: pod('containers:\n- name: app\n  image: ‸Nginx:1.27\n  securityContext: {runAsNonRoot: true}'),
    sinks: ['hover FILE:CURSOR', 'explain FILE', 'explain FILE --format json'],
  },
  {
    name: 'a scenario of other types',
    input: pod(container()),
    other: json({ node: 5, images: [5], runtime: 'x', faults: null, namespace: [] }),
    sinks: ['calls FILE --scenario OTHER'],
    exit: [0, 1],
  },
  { name: 'a scenario that is a list', input: pod(container()), other: '[]', sinks: ['calls FILE --scenario OTHER'] },
  { name: 'a scenario that is null', input: pod(container()), other: 'null', sinks: ['calls FILE --scenario OTHER'] },

  saved('saved: items', (value) => value),
  saved('saved: metadata', (value, i) => ({ ...good, metadata: value, spec: { nodeName: `n${i}` } })),
  ...['name', 'namespace', 'uid', 'creationTimestamp', 'ownerReferences', 'deletionTimestamp', 'generation'].map(
    (field) =>
      saved(`saved: metadata.${field}`, (value, i) => ({
        ...good,
        metadata: { ...good.metadata, name: `w${i}`, uid: `u${i}`, [field]: value },
      })),
  ),
  saved('saved: spec', (value, i) => ({
    ...good,
    metadata: { ...good.metadata, name: `w${i}`, uid: `u${i}` },
    spec: value,
  })),
  saved('saved: containers', (value, i) => ({
    ...good,
    metadata: { ...good.metadata, name: `w${i}`, uid: `u${i}` },
    spec: { containers: value, initContainers: value },
  })),
  saved('saved: status', (value, i) => ({
    ...good,
    metadata: { ...good.metadata, name: `w${i}`, uid: `u${i}` },
    status: value,
  })),
  ...[
    'phase',
    'conditions',
    'containerStatuses',
    'initContainerStatuses',
    'startTime',
    'podIPs',
    'hostIP',
    'message',
  ].map((field) =>
    saved(`saved: status.${field}`, (value, i) => ({
      ...good,
      metadata: { ...good.metadata, name: `w${i}`, uid: `u${i}` },
      status: { phase: 'Running', [field]: value },
    })),
  ),
  saved('saved: a container’s state', (value, i) => ({
    ...good,
    metadata: { ...good.metadata, name: `w${i}`, uid: `u${i}` },
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'app', state: value, lastState: value, restartCount: value, image: value },
        { name: 'app', state: { waiting: value, running: value, terminated: value } },
      ],
    },
  })),
  ...[
    'involvedObject',
    'reason',
    'message',
    'count',
    'firstTimestamp',
    'lastTimestamp',
    'eventTime',
    'series',
    'source',
    'metadata',
  ].map((field) => saved(`saved: an event’s ${field}`, (value) => ({ ...event, [field]: value }))),
];
