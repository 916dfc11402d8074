import { expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { readingOf } from '../../../src/core/explain/meaning/asMeant';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';

const zone = 'topology.kubernetes.io/zone';
const set = (spec: string, more = ''): string =>
  `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: db }, spec: { serviceName: db, replicas: 5, podManagementPolicy: Parallel, ${more}
  selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { ${spec} } } } }`;
const spread = (key: string, more = ''): string =>
  `{ maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: db } }${more} }`;
const apart = (key: string): string =>
  `podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ${key}, labelSelector: { matchLabels: { app: db } } }] }`;
const inZones = `nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: ${zone}, operator: In, values: [a, b, c] }] }] } }`;
const app = (more = ''): string => `containers: [{ name: app, image: "example/db:1"${more} }]`;

const large = app(', resources: { requests: { cpu: 16, memory: 200Gi } }');
const cases: Readonly<Record<string, [manifest: string, ...assumed: string[]]>> = {
  'apart, and over fewer zones than nodes': [
    set(
      `affinity: { ${apart('kubernetes.io/hostname')} }, topologySpreadConstraints: [${spread(zone, ', minDomains: 3')}, ${spread('rack')}], ${app()}`,
    ),
    `a node with the label ${zone}=zone-1`,
    'a node with the label rack=rack-1',
    `a node with the label ${zone}=zone-2`,
    '5 nodes',
    `a node with the label ${zone}=zone-3`,
  ],
  'apart, and over zones of their names': [
    set(
      `affinity: { ${apart('kubernetes.io/hostname')}, ${inZones} }, topologySpreadConstraints: [${spread(zone, ', minDomains: 3')}], ${app()}`,
    ),
    `a node with the label ${zone}=a`,
    `a node with the label ${zone}=b`,
    '5 nodes',
    `a node with the label ${zone}=c`,
  ],
  'apart, each as large as a node': [
    set(`affinity: { ${apart('kubernetes.io/hostname')} }, ${large}`),
    '5 nodes',
    'a node with 16 CPUs',
    'a node with 200Gi of memory',
  ],
  'apart by a port of the node': [
    set(app(', ports: [{ containerPort: 80, hostPort: 80 }], resources: { limits: { example.com/nic: 1 } }')),
    '5 nodes',
    'a node with 1 example.com/nic',
  ],
  'together on one node': [set(large), 'a node with 80 CPUs', 'a node with 1000Gi of memory'],
};

test.each(Object.entries(cases))('pods %s', (_name, [manifest, ...assumed]) => {
  const { pods, trace } = started(manifest);
  expect(trace.assumptions.map(({ what }) => what)).toEqual(assumed);
  expect(pods.map(({ status }) => status?.phase)).toEqual(Array(5).fill('Running'));
});

const templates =
  'volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }],';
const claim = (name: string): string =>
  `{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: ${name} }, spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }`;
const stored = set(app(', volumeMounts: [{ name: data, mountPath: /data }]'), templates);

test.each([
  ['before it', [claim('data-db-0'), stored]],
  ['behind it', [stored, claim('data-db-3')]],
  ['all of them', [stored, ...[0, 1, 2, 3, 4].map((i) => claim(`data-db-${i}`))]],
])('a StatefulSet’s own claims are there already: %s', (_where, documents) => {
  const { pods, errors, trace } = started(documents.join('\n---\n'));
  const isDefaultAsked = documents.length < 6;
  expect(trace.assumptions.map(({ what }) => what)).toEqual([
    ...(isDefaultAsked ? ['a default StorageClass that provisions volumes'] : []),
    'StorageClass fast, which provisions volumes',
  ]);
  expect(errors).toEqual([]);
  expect(pods.map(({ status }) => status?.phase)).toEqual(Array(5).fill('Running'));
});

test('what is refused until the objects behind it are there, is not said to be refused', () => {
  const account = '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: db } }';
  const settings = Array.from(
    { length: 15 },
    (_, i) => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: c${i} } }`,
  );
  const documents = [set(`serviceAccountName: db, ${app()}`), ...settings, account];
  for (const kind of ['StatefulSet', 'ReplicaSet']) {
    const text = documents.join('\n---\n');
    const { pods, trace } = started(
      kind === 'StatefulSet'
        ? text
        : text
            .replace('StatefulSet', kind)
            .replace('serviceName: db, ', '')
            .replace('podManagementPolicy: Parallel, ', ''),
    );
    expect(trace.view.events.some(({ reason }) => reason === 'FailedCreate')).toBe(true);
    expect(pods).toHaveLength(5);
    expect(diagnose(trace.view, { now: trace.end, missing: trace.missing })).toEqual([]);
  }
});

test('a placeholder that is refused for two reasons has one stand-in', () => {
  const { objects } = parseManifest(set(app(', livenessProbe: { httpGet: { port: $MY_PORT } }')));
  const { object, placeholders } = readingOf(objects[0]!.value);
  expect(JSON.stringify(object)).toContain('"port":1');
  expect(placeholders.map(({ text }) => text)).toEqual(['$MY_PORT']);
});

function started(manifest: string): Simulation {
  const { objects } = parseManifest(manifest);
  return start({ objects: objects.map(({ value }) => value), circumstances: { seconds: 40 } });
}
