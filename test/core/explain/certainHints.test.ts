import { describe, expect, test } from 'vitest';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { diagnosisPlace } from '../../../src/core/diagnosis/diagnosisPlace';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { start } from '../../../src/core/circumstances/start';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';

const app = 'containers: [{ name: a, image: x }]';
const env = (...values: string[]): string =>
  `containers: [{ name: a, image: x, env: [{ name: A, value: "1" }] }, { name: b, image: x, env: [${values.map((value, i) => `{ name: V${i}, value: ${value} }`).join()}] }]`;
const template = (spec = app, label = 'b'): string =>
  `template: { metadata: { labels: { a: ${label} } }, spec: { ${spec} } }`;
const workload = (kind: string, spec: string, group = 'apps', name = 'name: web'): string =>
  `{ apiVersion: ${group}/v1, kind: ${kind}, metadata: { ${name} }, spec: { ${spec} } }`;
const chosen = (kind: string, more: string, pods = template()): string =>
  workload(kind, `${more} selector: { matchLabels: { a: b } }, ${pods}`);
const finishing = (spec = app): string => `template: { spec: { restartPolicy: Never, ${spec} } }`;

/** What is wrong in any world, and the text of the manifest that the hint and the diagnosis point at. */
const wrong: Readonly<Record<string, [manifest: string, at: string]>> = {
  'a number below zero': [chosen('Deployment', 'replicas: -7,'), '-7'],
  'a text for a number': [chosen('StatefulSet', 'serviceName: s, replicas: "3",'), '"3"'],
  'a selector of other labels': [chosen('DaemonSet', '', template(app, 'other')), '{ a: other }'],
  'a pod that ends': [chosen('Deployment', '', template(`restartPolicy: OnFailure, ${app}`)), 'OnFailure'],
  'a pod’s own field': [chosen('ReplicaSet', '', template('containers: [{ name: A_b, image: x }]')), 'A_b'],
  'a schedule': [workload('CronJob', `schedule: daily, jobTemplate: { spec: { ${finishing()} } }`, 'batch'), 'daily'],
  'a boolean in a later item': [chosen('Deployment', '', template(env('"x"', 'true', '"y"'))), 'true'],
  'a number in a later item': [workload('Job', finishing(env('"x"', '12')), 'batch'), '12'],
  'an entry of a map': [chosen('Deployment', '', template(`nodeSelector: { x: "a", y: true }, ${app}`)), 'true'],
  'a boolean of a Pod': [`{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { ${env('"x"', 'false')} } }`, 'false'],
}; // prettier-ignore

describe.each(Object.entries(wrong))('%s', (_name, [text, at]) => {
  const manifest = parseManifest(text);

  test('is a loud hint at what is wrong', () => {
    const errors = manifestHints(manifest).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ range }) => text.slice(range.start, range.end))).toEqual([at]);
    expect(errors[0]?.message).toContain('The API server refuses it');
  });

  test('and the diagnosis leads there, too', () => {
    const { trace } = start({ objects: manifest.objects.map(({ value }) => value), circumstances: {} });
    const [first] = diagnose(trace.view, { now: trace.end, missing: trace.missing });
    const place = diagnosisPlace(first!, manifest.objects)?.place.value;
    expect(text.slice(place?.start, place?.end)).toBe(at);
  });
});

test.each([
  workload('Job', finishing(), 'batch'),
  workload('Job', finishing(), 'batch', 'generateName: load-'),
  workload('CronJob', `schedule: "@daily", jobTemplate: { spec: { ${finishing()} } }`, 'batch'),
  chosen('StatefulSet', 'serviceName: s,'),
  chosen('Deployment', '', template(app.replace('image: x', 'image: <IMAGE>'))),
  `{ apiVersion: v1, kind: ReplicationController, metadata: { name: web }, spec: { ${template()} } }`,
])('what the API server takes has no hint: %s', (text) => {
  expect(manifestHints(parseManifest(text))).toEqual([]);
});

test('what other objects of the file ask for is hinted there, once', () => {
  const account =
    '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: web }, imagePullSecrets: [{ name: registry }] }';
  const claim =
    '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }';
  const volumes = 'volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }]';
  const pods = ['Deployment', 'DaemonSet'].map((kind) =>
    chosen(kind, '', template(`serviceAccountName: web, ${app}, ${volumes}`)),
  );
  const text = [...pods, account, claim].join('\n---\n');
  const hints = manifestHints(parseManifest(text));
  expect(hints.map(({ severity, message, range }) => [severity, message, text.slice(range.start, range.end)])).toEqual([
    ['information', 'Assumed: Secret registry.', 'registry'],
    ['information', 'Assumed: StorageClass fast, which provisions volumes.', 'fast'],
  ]);
});

test('a Service is refused as the release refuses it', () => {
  const text = '{ apiVersion: v1, kind: Service, metadata: { name: 1web }, spec: { ports: [{ port: 80 }] } }';
  const found = (kubernetes: '1.33' | '1.37') =>
    manifestHints(parseManifest(text), { kubernetes }).map(({ code, range }) => [
      code,
      text.slice(range.start, range.end),
    ]);
  expect(found('1.33')).toEqual([['invalid-value', '1web']]);
  expect(found('1.37')).toEqual([]);
});
