import { container, documents, explain, json, pod, start, type Attack } from './attack';
import { savedEvent, savedPod } from './savedObjects';

const keys = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__'];
/** A file with an object for each of the keys. */
const each = (text: (key: string, name: string) => string): string =>
  documents(...keys.map((key, i) => text(JSON.stringify(key), `web${i}`)));
const specs = (spec: (key: string) => string): string => each((key, name) => pod(spec(key), name));
const map = keys.map((key) => `${JSON.stringify(key)}: a`).join(', ');
const podOf = (status: object, more: object = {}): object => ({
  ...savedPod,
  metadata: { ...savedPod.metadata, ...more },
  status,
});
const saved = (name: string, items: readonly object[]): Attack => ({
  name,
  extension: 'json',
  input: json({ apiVersion: 'v1', kind: 'List', items }),
  sinks: ['observe FILE', 'observe FILE --format json'],
});
/** Only the text can have it: an object literal would set the prototype. */
const own = (value: object): string => json(value).replaceAll('PROTO', '__proto__');

/** Point 4: names that every JavaScript object has are names as others. */
export const hostileKeyAttacks: readonly Attack[] = [
  {
    name: 'the type of a Secret',
    input: documents(
      ...keys.map(
        (key, i) =>
          `apiVersion: v1\nkind: Secret\nmetadata: {name: s${i}}\ntype: ${JSON.stringify(key)}\nstringData: {a: b}\n`,
      ),
      pod(container(`envFrom: [${keys.map((_, i) => `{secretRef: {name: s${i}}}`).join(', ')}]`)),
    ),
    sinks: start,
  },
  {
    name: 'the key of a ConfigMap that has none such',
    input: documents(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {a: b}\n',
      specs((key) =>
        container(
          `env: [{name: A, valueFrom: {configMapKeyRef: {name: cm, key: ${key}}}}, {name: B, value: "x$(A)y"}]`,
        ),
      ),
    ),
    sinks: start,
    never: [/xfunction/],
  },
  {
    name: 'the keys of a ConfigMap that has them',
    input: documents(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {${map}}\n`,
      pod(
        container('envFrom: [{configMapRef: {name: cm}}], volumeMounts: [{name: v, mountPath: /v}]') +
          '\nvolumes: [{name: v, configMap: {name: cm}}]',
      ),
    ),
    sinks: start,
    expect: [/constructor|RunPodSandbox|Running/],
  },
  {
    name: 'names of variables',
    input: specs((key) => container(`env: [{name: ${key}, value: a}, {name: B, value: "$(${key.slice(1, -1)})"}]`)),
    sinks: start,
  },
  {
    name: 'a variable that is not there',
    input: specs((key) => container(`command: ["$(${key.slice(1, -1)})"]`)),
    sinks: ['explain FILE'],
    never: [/function Object/],
  },
  {
    name: 'labels and annotations',
    input: `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {${map}}, annotations: {${map}}}\nspec: {containers: [{name: app, image: nginx}]}\n`,
    sinks: ['explain FILE'],
  },
  { name: 'selectors', input: pod(`nodeSelector: {${map}}\n${container()}`), sinks: ['explain FILE'] },
  {
    name: 'resources',
    input: specs((key) => container(`resources: {limits: {${key}: 1}, requests: {${key}: 1}}`)),
    sinks: ['explain FILE'],
  },
  {
    name: 'names of containers',
    input: specs(
      (key) => `containers:\n- {name: ${key}, image: nginx}\ninitContainers:\n- {name: ${key}, image: nginx}`,
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'names of volumes',
    input: specs(
      (key) => `volumes: [{name: ${key}, emptyDir: {}}]\n${container(`volumeMounts: [{name: ${key}, mountPath: /a}]`)}`,
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'kinds of volumes',
    input: specs((key) => `volumes: [{name: v, ${key}: {}}]\n${container('volumeMounts: [{name: v, mountPath: /a}]')}`),
    sinks: ['explain FILE'],
  },
  {
    name: 'kinds',
    input: documents(
      each((key, name) => `apiVersion: v1\nkind: ${key}\nmetadata: {name: ${name}}\nspec: {}\n`),
      pod(container()),
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'groups',
    input: documents(
      each((key, name) => `apiVersion: ${key}\nkind: Pod\nmetadata: {name: ${name}}\nspec: {}\n`),
      each((key, name) => `apiVersion: ${key}/v1\nkind: Deployment\nmetadata: {name: ${name}}\n`),
      pod(container()),
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'fields',
    input: documents(
      specs((key) => `${key}: {}\n${container(`${key}: 1`)}`),
      each(
        (key, name) =>
          `apiVersion: v1\n${key}: 1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: b}]}\n`,
      ),
    ),
    sinks: ['explain FILE'],
  },
  ...[
    'restartPolicy',
    'dnsPolicy',
    'priorityClassName',
    'runtimeClassName',
    'serviceAccountName',
    'schedulerName',
    'nodeName',
    'hostname',
    'preemptionPolicy',
  ].map((field): Attack => ({
    name: `${field} of a pod`,
    input: specs((key) => `${field}: ${key}\n${container()}`),
    sinks: ['explain FILE'],
  })),
  ...['imagePullPolicy', 'terminationMessagePolicy', 'image', 'workingDir', 'restartPolicy'].map((field): Attack => ({
    name: `${field} of a container`,
    input: specs((key) =>
      `containers:\n- {name: app, image: nginx, ${field}: ${key}}`.replace('image: nginx, image', 'image'),
    ),
    sinks: ['explain FILE'],
  })),
  {
    name: 'effects, operators and protocols',
    input: specs(
      (key) =>
        `tolerations: [{key: a, operator: ${key}, effect: ${key}}]\naffinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: ${key}, operator: ${key}, values: [a]}]}]}}}\n${container(`ports: [{containerPort: 80, protocol: ${key}, name: ${key}}]`)}`,
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'objects that are referred to',
    input: specs(
      (key) =>
        `volumes:\n- {name: a, configMap: {name: ${key}}}\n- {name: b, secret: {secretName: ${key}}}\n- {name: c, persistentVolumeClaim: {claimName: ${key}}}\n${container()}`,
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'security contexts',
    input: specs(
      (key) =>
        `securityContext: {seccompProfile: {type: ${key}}, fsGroupChangePolicy: ${key}, sysctls: [{name: ${key}, value: a}]}\n${container(`securityContext: {procMount: ${key}, capabilities: {add: [${key}], drop: [${key}]}}`)}`,
    ),
    sinks: ['explain FILE'],
  },
  {
    name: 'a hover on a key',
    input: pod(container().replace('nginx', 'nginx, ‸constructor: 1')),
    sinks: ['hover FILE:CURSOR'],
  },
  {
    name: 'a hover on a kind',
    input: 'apiVersion: v1\nkind: ‸__proto__\nmetadata: {name: a}\nspec: {containers: []}\n',
    sinks: ['hover FILE:CURSOR'],
  },
  {
    name: 'a scenario',
    input: pod(container()),
    other: own({
      PROTO: { node: 5 },
      images: { PROTO: 1, constructor: {} },
      constructor: 5,
      node: { PROTO: 1, constructor: 1 },
    }),
    sinks: ['calls FILE --scenario OTHER', 'outcome FILE --scenario OTHER'],
  },
  {
    name: 'a manifest as JSON',
    extension: 'json',
    input: own({
      apiVersion: 'v1',
      kind: 'Pod',
      PROTO: { polluted: 1 },
      metadata: { name: 'web', PROTO: { a: 1 }, labels: { PROTO: 'a' } },
      spec: { PROTO: 1, containers: [{ name: 'app', image: 'nginx', PROTO: 1 }] },
    }),
    sinks: explain,
  },

  saved('reasons of events', [
    podOf({ phase: 'Pending' }),
    ...keys.map((key) => savedEvent({ metadata: { name: key, namespace: 'default' }, reason: key })),
  ]),
  saved(
    'reasons of waiting',
    keys.map((key, i) =>
      podOf(
        {
          phase: 'Pending',
          containerStatuses: [
            {
              name: 'app',
              image: 'x',
              ready: false,
              restartCount: 0,
              state: { waiting: { reason: key, message: key } },
            },
          ],
        },
        { name: `web${i}`, uid: `u${i}` },
      ),
    ),
  ),
  saved(
    'reasons of ends',
    keys.map((key, i) =>
      podOf(
        {
          phase: 'Failed',
          reason: key,
          containerStatuses: [
            {
              name: 'app',
              image: 'x',
              ready: false,
              restartCount: 3,
              state: { terminated: { reason: key, exitCode: 1 } },
              lastState: { terminated: { reason: key, exitCode: 137 } },
            },
          ],
        },
        { name: `web${i}`, uid: `u${i}` },
      ),
    ),
  ),
  saved(
    'phases and conditions',
    keys.map((key, i) =>
      podOf(
        {
          phase: key,
          qosClass: key,
          conditions: [{ type: key, status: key, reason: key, lastTransitionTime: '2026-01-01T00:00:01Z' }],
        },
        { name: `web${i}`, uid: `u${i}` },
      ),
    ),
  ),
  saved(
    'uids and names',
    keys.flatMap((key) => [
      podOf({ phase: 'Pending' }, { name: key, uid: key }),
      savedEvent({ involvedObject: { kind: 'Pod', name: key, namespace: 'default', uid: key } }),
    ]),
  ),
  saved(
    'what an event is about',
    keys.map((key) =>
      savedEvent({
        involvedObject: { kind: key, name: key, namespace: key, uid: key, fieldPath: `spec.containers{${key}}` },
        source: { component: key },
        reportingComponent: key,
      }),
    ),
  ),
];
