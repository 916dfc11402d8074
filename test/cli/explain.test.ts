import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explain } from '../../src/cli/explain';
import type { Flags } from '../../src/cli/commandLine';
import { writeFiles } from '../writeFiles';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'explained-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  writeFiles(folder, files);
}

async function said(name: string, flags: Flags = {}): Promise<string> {
  return (await explain(join(folder, name), flags)).replaceAll(folder, '');
}

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  serviceAccountName: api
  containers: [{name: app, image: registry.example/web:1, envFrom: [{configMapRef: {name: settings}}]}]
`;
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: api}\n';
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: test}\n';
const strict: Flags = { assume: 'nothing' };

test('a refused object is looked at in its own document', async () => {
  const refused = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  a: 5\n';
  write({ 'web.yaml': `${pod}---\n${refused}`, 'key.yaml': `${pod}---\n${refused.replace('a: 5', '"a b": c')}` });
  expect(await said('web.yaml')).toContain('look at: /web.yaml:12:3 (data.a)');
  expect(await said('key.yaml')).toContain('look at: /key.yaml:12:3 (data[a b])');
});

test('that not all pods are simulated stands at the head', async () => {
  const template =
    'selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}';
  write({
    'big.yaml': `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: big}\nspec: {replicas: 101, ${template}}\n`,
  });
  const text = await said('big.yaml');
  expect(text.split('\n\n').slice(0, 3).join('\n')).toMatch(/^Not all is shown: .*first 100 pods of ReplicaSet big$/m);
});

describe('what stands beside a file counts as there', () => {
  test('without being started or clashing with the file', async () => {
    write({ 'web.yaml': `${pod}---\n${settings}`, 'account.yaml': account, 'again.yaml': `${settings}---\n${pod}` });
    const text = await said('web.yaml', strict);
    expect(text).toMatch(/^web +1\/1 +Running/m);
    expect(text).not.toMatch(/refused|AlreadyExists/);
  });

  test('as JSON, too; what cannot be read is ignored', async () => {
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api' } }, undefined, 1);
    write({ 'web.yaml': `${pod}---\n${settings}`, 'account.json': json, 'bad.yaml': 'kind: ServiceAccount\nx: [' });
    expect(await said('web.yaml', strict)).toMatch(/^web +1\/1 +Running/m);
  });

  test('but not what stands in other folders', async () => {
    write({ 'web.yaml': `${pod}---\n${settings}`, 'other/account.yaml': account });
    expect(await said('web.yaml', strict)).toMatch(/serviceaccount "api" not found/);
  });
});

describe('a folder', () => {
  test('is explained as one; its lines keep their files', async () => {
    write({ 'a.yaml': account, 'b.yaml': settings.replace('test', 'a'), 'web.yaml': `---\n${pod.replace('image:', 'imagePullPolicy: always, image:')}` }); // prettier-ignore
    const text = await said('', strict);
    expect(text).toContain('Unsupported value: "always"');
    expect(text).toContain('ServiceAccount api, ConfigMap settings, Pod web');
  });

  test('tells which file a cause stands in', async () => {
    write({ 'a.yaml': account, 'web.yaml': pod });
    expect(await said('', strict)).toMatch(/look at: \/web\.yaml:6:\d+/);
  });

  test('with those within it only where it is asked for', async () => {
    write({ 'web.yaml': pod, 'more/a.yaml': account, 'more/deep/b.yaml': settings });
    expect(await said('', strict)).not.toMatch(/Running/);
    expect(await said('', { ...strict, recursive: true })).toMatch(/^web +1\/1 +Running/m);
  });

  test('without what cannot be read, which is told', async () => {
    write({
      'web.yaml': pod,
      'bad.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: [\n',
      'values.yaml': 'a: 1\n',
    });
    expect(await said('')).toMatch(/note: \/bad\.yaml:\d+:\d+: .*: left out\n/);
    expect(await said('')).not.toContain('values.yaml');
  });

  test('that has no manifest is an error', async () => {
    write({ 'values.yaml': 'a: 1\n' });
    await expect(said('')).rejects.toThrow(/there is no manifest in this folder/);
  });
});

describe('a kustomization', () => {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: registry.example/web:1}]}
`;
  const patch =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: app, tty: true}]}}}\n';
  const files = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': deployment,
    'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\npatches: [{path: patch.yaml}, {path: ops.yaml, target: {kind: Deployment}}]\n', // prettier-ignore
    'prod/patch.yaml': patch,
    'prod/ops.yaml': '- {op: add, path: /spec/replicas, value: 2}\n',
  };

  test.each(['prod', 'prod/kustomization.yaml'])('is explained as it makes it: %s', async (name) => {
    write(files);
    const text = await said(name);
    expect(text).toMatch(/^prod-web-\S+ +1\/1 +Running/m);
    expect(text.match(/^prod-web-\S+ +1\/1 +Running/gm)).toHaveLength(2);
  });

  test('also from a file that it names, where that is asked for', async () => {
    write(files);
    expect(await said('prod/patch.yaml', { rendered: true })).toMatch(/^prod-web-\S+ +1\/1 +Running/m);
    await expect(said('base/none.yaml', { rendered: true })).rejects.toThrow(/no such file/);
  });

  test.each(['prod/patch.yaml', 'prod/ops.yaml'])('tells what a part of it is: %s', async (name) => {
    write(files);
    const text = await said(name);
    expect(text).toMatch(/this is a patch of a kustomization \(\/prod\/kustomization\.yaml\), of Deployment web in \.\.\/base\/web\.yaml/); // prettier-ignore
    expect(text).not.toMatch(/refused|does not run|Required value/);
  });

  test('a part without one is told as such', async () => {
    write({ 'patch.yaml': patch, 'ops.yaml': files['prod/ops.yaml'] });
    for (const name of ['patch.yaml', 'ops.yaml'])
      expect(await said(name)).toMatch(/looks like a part of another manifest/);
  });

  test('of others is told in a sentence', async () => {
    write({
      'a/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: p.yaml}]\n',
      'b/kustomization.yaml': 'resources: [gone.yaml]\n',
    });
    expect(await said('a/kustomization.yaml')).toMatch(/this is a component of kustomizations/);
    expect(await said('b')).toMatch(
      /this is a kustomization, and nothing that it refers to can be read here: gone\.yaml/,
    );
  });
});

test('what has no pod is told, and is no failure', async () => {
  write({
    'web.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n---\n${settings}`,
  });
  expect(await said('web.yaml')).toBe('There is no pod in /web.yaml: it has Service web and ConfigMap settings.\n');
});

test('what was read from a cluster, placeholders and custom resources are told in one line each', async () => {
  const saved = pod.replace('name: web}', 'name: web, uid: a, resourceVersion: "4"}').replace('registry.example/web:1', '"${IMAGE}"'); // prettier-ignore
  const custom = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\n---\n';
  write({ 'web.yaml': `${custom}${saved}` });
  const notes = (await said('web.yaml')).split('\n').filter((line) => line.startsWith('note: '));
  expect(notes).toEqual([
    expect.stringMatching(/^note: \/web\.yaml:1:1: HTTPRoute\.gateway\.networking\.k8s\.io web: treated as if/),
    expect.stringMatching(/^note: \/web\.yaml:5:1: Pod web was read from a cluster/),
    expect.stringMatching(/^note: \/web\.yaml:10:\d+: \$\{IMAGE\} is taken for a placeholder/),
  ]);
});

test('with a scenario, which says all that there is, objects are posted as they are written', async () => {
  write({ 'web.yaml': pod.replace('name: web}', 'name: web, resourceVersion: "4"}'), 's.json': '{}', 'a.yaml': account, 'b.yaml': settings }); // prettier-ignore
  const text = await said('web.yaml', { scenario: join(folder, 's.json') });
  expect(text).toMatch(/refused/);
  expect(text).not.toMatch(/undefined|note:/);
});

test('with --why, each call says what it is for, why it comes now and what follows, and where to read on', async () => {
  write({ 'web.yaml': pod, 'a.yaml': account, 'b.yaml': settings });
  const text = await said('web.yaml', { why: true });
  expect(text).toMatch(/^Who takes part\nkubectl\n {4}The command-line tool/m);
  expect(text.replace(/\s+/g, ' ')).toContain(
    'The pod has no sandbox yet, and every container needs one first. The answer is the ID of the sandbox',
  );
  expect(text).toContain('[createPodSandbox in pkg/kubelet/kuberuntime/kuberuntime_sandbox.go]');
  expect(text).toContain('https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet/kuberuntime/');
  expect(text.split('\n').filter((line) => line.startsWith(' '.repeat(12)) && line.length > 111)).toEqual([]);
});

test.each([
  ['kind: Pod', 'kind: y', /its kind is no text/],
  ['apiVersion: v1', 'apiVersion: 1', /its apiVersion is no text/],
  [
    '{name: web}',
    '{name: web, labels: {version: 1.0}}',
    /metadata\.labels\.version is a number where the API expects text/,
  ],
])('what kubectl itself refuses is told with its place: %s as %s', async (is, becomes, told) => {
  write({ 'web.yaml': `${pod}---\napiVersion: v1\nkind: Pod\nmetadata: {name: other}\nspec: {containers: [{name: a, image: b}]}\n`.replace(is, becomes) }); // prettier-ignore
  expect(await said('web.yaml')).toMatch(told);
});

describe('a folder that a cluster was saved into', () => {
  const ended = {
    terminated: {
      exitCode: 1,
      reason: 'Error',
      startedAt: '2026-05-04T10:03:00Z',
      finishedAt: '2026-05-04T10:03:01Z',
      containerID: 'containerd://a',
    },
  };
  const saved = {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'web', namespace: 'shop', uid: 'u', creationTimestamp: '2026-05-04T10:00:00Z' },
    spec: { nodeName: 'n1', restartPolicy: 'Never', containers: [{ name: 'app', image: 'a' }] },
    status: {
      phase: 'Failed',
      containerStatuses: [{ name: 'app', image: 'a', imageID: '', ready: false, restartCount: 0, state: ended }],
    },
  };
  const pods = JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [saved] });

  test('is told as it was, with the ends of its logs', async () => {
    write({
      'nodes.json': '{"kind":"NodeList","apiVersion":"v1","items":[]}',
      'shop/pods.json': pods,
      'shop/events.json': '{"kind":"EventList","apiVersion":"v1","items":[]}',
      'shop/web/logs.txt': '==== START logs for container app of pod shop/web ====\nno \u001b[1mdb\n==== END',
    });
    const text = await said('.');
    expect(text).toContain('Pod web · observed');
    expect(text).toMatch(/app exits 1\n.* its log ends: no db ↵ ==== END\n/);
    expect(text).toMatch(/evidence: terminated: Error, exit code 1; its log ends: no db/);
  });

  test('a log beside one saved pod', async () => {
    write({ 'pod.json': JSON.stringify(saved), 'out.txt': 'a: 1\nno db\n' });
    expect(await said('pod.json', { logs: [join(folder, 'out.txt')] })).toContain('its log ends: a: 1 ↵ no db');
  });

  test('says of a log that may be of several containers how to name it', async () => {
    const other = { ...saved, metadata: { ...saved.metadata, name: 'other', uid: 'v' } };
    write({ 'pods.json': JSON.stringify({ kind: 'List', items: [saved, other] }), 'x.log': 'no db\n' });
    expect(await said('.')).toContain(
      'not read: /x.log (a log of which container? name the file as POD_CONTAINER.log)',
    );
  });
});

test('as data, each diagnosis has the name of its cause and how sure it is', async () => {
  write({ 'web.yaml': pod.replace('name: app', 'name: app, imagePullPolcy: Never') });
  const trace: unknown = JSON.parse(await said('web.yaml', { format: 'json' }));
  expect(trace).toMatchObject({ diagnoses: [{ name: 'unknown-field', sureness: 'certain', subject: 'Pod web' }] });
  write({ 'well.yaml': pod });
  expect(JSON.parse(await said('well.yaml', { format: 'json' }))).toMatchObject({ diagnoses: [] });
});
