import { describe, expect, test } from 'vitest';
import { check, checking } from '../../../../src/core/explain/check/check';
import type { CheckFinding } from '../../../../src/core/explain/check/checkFinding';
import type { Circumstances } from '../../../../src/core/circumstances/circumstances';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { strictValidation } from '../../../../src/core/scenario/fieldValidation';

function findings(texts: readonly string[], circumstances: Circumstances = {}): CheckFinding[] {
  const files = texts.map((text, i) => ({ manifest: parseManifest(text), file: `${i}.yaml` }));
  return check(files, { circumstances }).flat();
}
const told = (texts: readonly string[], circumstances?: Circumstances): string[] =>
  findings(texts, circumstances).map(({ severity, name }) => `${severity} ${name}`);

const app = 'containers: [{ name: a, image: "x:1" }]';
const pod = (spec = app, name = 'web'): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { ${spec} } }`;
const deployment = (name: string, spec = app, replicas = 1): string =>
  `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: ${name} }, spec: { replicas: ${replicas}, selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { ${spec} } } } }`;
const object = (kind: string, name: string, more = '', apiVersion = 'v1'): string =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} }${more} }`;
const asking = (kind: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string): string =>
  `containers: [{ name: a, image: x, env: [{ name: A, valueFrom: { ${kind}: { name: ${name}, key: ${key} } } }] }]`;

describe('all files are one world', () => {
  test('an object of another file is there', () => {
    expect(told([pod(asking('configMapKeyRef', 'settings', 'mode'))])).toEqual(['info assumed']);
    const config = object('ConfigMap', 'settings', ', data: { mode: fast }');
    expect(told([pod(asking('configMapKeyRef', 'settings', 'mode')), config])).toEqual([]);
    expect(told([pod(asking('secretKeyRef', 'login', 'user')), object('Secret', 'login', ', stringData: { user: me }')])).toEqual([]); // prettier-ignore
  });

  test('a key that it does not have stops the start', () => {
    const config = object('ConfigMap', 'settings', ', data: { other: fast }');
    expect(told([pod(asking('configMapKeyRef', 'settings', 'mode')), config])).toEqual([
      'error container-config-error',
    ]);
  });

  test('of variants with the same names, each is started with what its own file or folder has', () => {
    const config = (key: string): string => object('ConfigMap', 'settings', `, data: { ${key}: fast }`);
    const web = (key: string): string => pod(asking('configMapKeyRef', 'settings', key));
    expect(told([`${web('mode')}\n---\n${config('mode')}`, `${web('speed')}\n---\n${config('speed')}`])).toEqual([]);
    const files = ['dev', 'prod'].flatMap((folder) => [
      { manifest: parseManifest(web(folder)), file: `${folder}/web.yaml` },
      { manifest: parseManifest(config(folder)), file: `${folder}/settings.yaml` },
    ]);
    expect(check(files, { circumstances: {} }).flat()).toEqual([]);
  });

  test('a key that is not there is told at its own place, with those that are', () => {
    const [found] = findings([pod(asking('secretKeyRef', 'login', 'user')), object('Secret', 'login', ', stringData: { account: me }')]); // prettier-ignore
    expect(found?.message).toMatch(/^the key user of Secret login is missing/);
    expect(found?.next).toBe('add user to Secret login, which has account, or name one of these');
  });

  test('a refusal says what to do, and a selector counts beside names in capitals', () => {
    const host = '{ name: a, image: x, env: [{ name: DB_HOST, value: db }] }';
    const [found, ...more] = findings([deployment('web', `containers: [${host}]`).replace('matchLabels: { app: web }', 'matchLabels: { app: api }')]); // prettier-ignore
    expect(more).toEqual([]);
    expect(found?.message).toContain('`selector` does not match template `labels`');
    expect(found?.next).toBe(
      'give the template all the labels that spec.selector.matchLabels has, with the same values',
    );
  });

  test('the directives of a patch are no fields', () => {
    const patch = '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, $patch: delete }';
    expect(told([patch])).toEqual(['info part-of-manifest']);
  });

  test('a quota of another file counts, also for the second replica', () => {
    const quota = (pods: number): string => object('ResourceQuota', 'few', `, spec: { hard: { pods: "${pods}" } }`);
    expect(told([deployment('web', app, 2), quota(1)])).toEqual(['error pods-refused']);
    expect(told([deployment('web', app, 2), quota(2)])).toEqual([]);
  });

  test('a pod security level of a Namespace counts', () => {
    const space = '{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } } }'; // prettier-ignore
    const inShop = pod().replace('name: web', 'name: web, namespace: shop');
    expect(told([inShop, space])).toEqual(['error pod-security']);
    expect(told([inShop])).toEqual([]);
  });

  test('a Service that chooses the pods of another file is right', () => {
    const service = (label: string): string => object('Service', 's', `, spec: { selector: { app: ${label} }, ports: [{ port: 80 }] }`); // prettier-ignore
    expect(told([deployment('frontend'), service('frontend')])).toEqual([]);
    expect(told([deployment('frontend'), service('frontent')])).toEqual(['warning service-selects-nothing']);
  });
});

describe('what the files have in another namespace alone', () => {
  const inSpace = (text: string, namespace: string): string =>
    text.replace(/metadata: \{ name: (\w+)/, `metadata: { name: $1, namespace: ${namespace}`);
  const web = pod(asking('secretKeyRef', 'login', 'user'));
  const login = object('Secret', 'login', ', stringData: { user: me }');

  test('is not found by pods', () => {
    expect(told([inSpace(web, 'shop'), inSpace(login, 'base')])).toEqual(['info assumed', 'warning object-elsewhere']);
  });

  test('may be meant where a namespace is given as it is applied, or where it is in several', () => {
    expect(told([inSpace(web, 'shop'), login])).toEqual(['info assumed']);
    expect(told([web, inSpace(login, 'base')])).toEqual(['info assumed']);
    expect(told([inSpace(web, 'shop'), inSpace(login, 'base'), inSpace(login, 'shop')])).toEqual([]);
  });
});

describe('storage that a cluster has is there', () => {
  const mounted = 'containers: [{ name: a, image: x, volumeMounts: [{ name: d, mountPath: /d }] }]';
  const asDevice = 'containers: [{ name: a, image: x, volumeDevices: [{ name: d, devicePath: /d }] }]';
  const ofClaim = 'volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }]';
  const claim = (more = ''): string =>
    object('PersistentVolumeClaim', 'data', `, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }${more} }`); // prettier-ignore
  const hurts = (texts: readonly string[]): string[] => told(texts).filter((one) => one !== 'info assumed');
  const fast = object('StorageClass', 'fast', ', provisioner: x.example/disks', 'storage.k8s.io/v1');

  test.each([
    ['a class that binds at once, below the claim', `${claim(', storageClassName: fast')}\n---\n${fast}`],
    ['a class that binds at once, above it', `${fast}\n---\n${claim(', storageClassName: fast')}`],
    ['no class', claim()],
  ])('for one pod and for several: %s', (_, storage) => {
    const one = pod(`${mounted}, ${ofClaim}`);
    const several = deployment('web', `${mounted}, ${ofClaim}`, 2);
    for (const texts of [[`${storage}\n---\n${one}`], [`${storage}\n---\n${several}`], [several, storage]])
      expect(hurts(texts)).toEqual([]);
  });

  test.each(['', ', storageClassName: fast'])('a block device of a class%s', (className) => {
    const asked = claim(`, volumeMode: Block${className}`);
    expect(hurts([asked, pod(`${asDevice}, ${ofClaim}`)])).toEqual([]);
    expect(hurts([fast, asked, pod(`${asDevice}, ${ofClaim}`)])).toEqual([]);
  });

  test("a StatefulSet's own claim comes instead of a volume of its name", () => {
    const set = (volumes: string): string =>
      `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: db }, spec: { selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { ${mounted}${volumes} } }, volumeClaimTemplates: [{ metadata: { name: d }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }] } }`; // prettier-ignore
    expect(findings([set(`, ${ofClaim}`)])).toHaveLength(1);
    expect(told([set(`, ${ofClaim}`)])).toEqual(told([set('')]));
  });

  test('a FlexVolume is mounted by a driver of the node', () => {
    const flex = pod(`${mounted}, volumes: [{ name: d, flexVolume: { driver: example/lvm } }]`);
    expect(told([flex])).toEqual(['info assumed']);
    expect(told([flex], { assume: 'nothing' })).toEqual(['error volume-not-mounted']);
  });
});

test('what the files themselves speak against is not taken for granted', () => {
  const spec = 'containers: [{ name: a, image: x, volumeMounts: [{ name: d, mountPath: /d }] }], volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }]'; // prettier-ignore
  const claim = (size: string, name = 'data'): string =>
    object('PersistentVolumeClaim', name, `, spec: { accessModes: [ReadWriteOnce], storageClassName: manual, resources: { requests: { storage: ${size} } } }`); // prettier-ignore
  const volume = object('PersistentVolume', 'disk', ', spec: { accessModes: [ReadWriteOnce], storageClassName: manual, capacity: { storage: 1Gi }, hostPath: { path: /d } }'); // prettier-ignore
  expect(told([volume, claim('2Gi'), pod(spec)])).toEqual(['error no-node-fits']);
  expect(told([volume, claim('1Gi'), pod(spec)])).toEqual([]);
  // The volume is there for another claim.
  expect(told([volume, claim('1Gi', 'other'), claim('2Gi'), pod(spec)])).toEqual([]);

  const greedy = (amount: string): string =>
    `containers: [{ name: a, image: x, resources: { requests: { ${amount} } } }]`;
  expect(told([pod(greedy('cpu: 64'))])).toEqual(['info assumed']);
  expect(told([pod(greedy('cpu: 2500'))])).toEqual(['error no-node-fits']);
  expect(told([pod(greedy('memory: 64Ti'))])).toEqual(['error no-node-fits']);
});

test('an image name that cannot be read is told with the reason', () => {
  const [found] = findings([pod('containers: [{ name: a, image: "x:1:2" }]')]);
  expect(found).toMatchObject({
    name: 'image-name-invalid',
    message: expect.stringContaining('invalid reference format'),
  });
});

test('what the API server refuses is told with its field', () => {
  const [found] = findings([deployment('web', 'containers: [{ name: a, image: "" }]')]);
  expect(found?.message).toBe('The API server refuses it: spec.template.spec.containers[0].image: Required value');
});

test('objects that make no pods are looked at, too', () => {
  expect(told([object('Service', 's', ', spec: { type: Nope, ports: [{ port: 80 }] }')])).toEqual([
    'error invalid-value',
  ]);
  expect(told([object('ConfigMap', 'c', ', dta: {}')])).toEqual(['error unknown-field']);
  expect(told([object('ConfigMap', 'c', ', dta: {}')], { without: [strictValidation] })).toEqual([]);
});

test('what somebody else opens or makes is no error', () => {
  expect(told([pod(`schedulingGates: [{ name: a.example/b }], ${app}`)])).toEqual(['warning scheduling-gated']);
  expect(told([pod(`readinessGates: [{ conditionType: a.example/b }], ${app}`)])).toEqual(['warning readiness-gate-closed']); // prettier-ignore
});

test.each([
  ['readinessProbe', 'error readiness-probe-fails'],
  ['startupProbe', 'error startup-probe-fails'],
  // The kubelet throws its result away: hfault.probe-named-port-missing.
  ['livenessProbe', 'warning liveness-probe-fails'],
  ['lifecycle: { preStop', 'warning port-unknown'],
])('a port that the container does not have, asked for by %s: %s', (asker, finding) => {
  const close = asker.includes('{') ? ' }' : '';
  const colon = ': { httpGet: { port: nope } }';
  expect(told([pod(`containers: [{ name: a, image: x, ${asker}${colon}${close} }]`)])).toEqual([finding]);
});

test('likeness is no cover: one that differs is told', () => {
  const all = ['web-1', 'web-2', 'web-3'].map((name) => deployment(name));
  expect(told([all.join('\n---\n')])).toEqual([]);
  const bad = deployment('web-4', 'containers: [{ name: a, image: "X:1" }]');
  expect(findings([[...all, bad].join('\n---\n')]).map(({ subject, name }) => [subject, name])).toEqual([
    ['Deployment web-4', 'image-name-invalid'],
  ]);
  const image = (name: string): string => deployment('web-2', `containers: [{ name: a, image: "${name}" }]`);
  for (const unread of ['registry.example/x:', 'a//b:1', 'x:1:2', `${'a'.repeat(64)}:1`]) {
    const alone = told([image(unread)]);
    expect([unread, told([[deployment('web-1', app), image(unread)].join('\n---\n')])]).toEqual([unread, alone]);
  }
  // The name is that of something else, too.
  const named = ['web-1', 'web-2'].map((name) => deployment(name, asking('configMapKeyRef', name, 'k')));
  const config = object('ConfigMap', 'web-1', ', data: { k: v }');
  expect(told([[...named, config].join('\n---\n')])).toEqual(['info assumed']);
});

test('a text that is rendered first says nothing certain', () => {
  expect(told(['apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\nspec: { nope: 1 }\n'])).toEqual([]);
});

test('the work comes in steps, so that it can be stopped', () => {
  const files = [{ manifest: parseManifest([pod(app, 'a'), pod(app, 'b')].join('\n---\n')), file: 'a.yaml' }];
  const steps = checking(files, { circumstances: {} });
  expect([steps.next().done, steps.next().done, steps.next().done]).toEqual([false, false, true]);
});
