import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { goJson } from '../../../src/core/crictl/goJson';
import { inspectedIn } from '../../../src/core/crictl/inspected';
import { nodeComparisons } from '../../../src/core/crictl/nodeComparison';
import { nodeComparisonText } from '../../../src/core/crictl/nodeComparisonText';
import { replaysOf, type Replay } from '../../../src/core/crictl/replay';
import { savedInspection } from '../../../src/core/crictl/savedInspection';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { SavedOutputError } from '../../../src/core/observe/saved/savedOutputError';

const file = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

function replays(manifest: string): Replay[] {
  return replaysOf(start({ objects: parseManifest(manifest).objects.map(({ value }) => value), circumstances: {} }));
}

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: app, image: nginx, env: [{name: COLOR, value: blue}], resources: {limits: {memory: 64Mi}}}
`;

interface Changes {
  config?: (config: Record<string, unknown>) => void;
  spec?: object;
  hash?: string;
  info?: object;
}

/** What crictl would print of the predicted container, changed. */
function inspected({ config: change, spec, hash, info }: Changes = {}) {
  const [replay] = replays(manifest);
  const container = replay?.containers[0];
  if (!replay || !container) throw new Error('nothing is predicted');
  const config = JSON.parse(goJson('ContainerConfig', container.config, 'text')) as Record<string, unknown>;
  change?.(config);
  const { labels, annotations } = container.config;
  const status = {
    id: 'abc',
    state: 'CONTAINER_RUNNING',
    metadata: { name: 'app' },
    labels,
    annotations: { ...annotations, ...(hash !== undefined && { 'io.kubernetes.container.hash': hash }) },
  };
  return { status, info: { config, ...(spec && { runtimeSpec: spec }), ...info } };
}

const differences = (value: unknown) => nodeComparisons(inspectedIn(value) ?? [], replays(manifest)).flatMap((one) => one.differences); // prettier-ignore

test('a container as it is predicted has no differences', () => {
  expect(differences(inspected())).toEqual([]);
});

test('values of variables may be base64, as runtimes of newer releases keep them', () => {
  const base64 = (config: Record<string, unknown>) => {
    config['envs'] = (config['envs'] as { key: string; value: string }[]).map((one) => ({ ...one, value: Buffer.from(one.value).toString('base64') })); // prettier-ignore
  };
  expect(differences(inspected({ config: base64 }))).toEqual([]);
});

test('another value with the same hash is what the pod refers to; with another hash, another pod', () => {
  const config = (one: Record<string, unknown>) => {
    one['envs'] = [{ key: 'COLOR', value: 'purple' }];
  };
  const of = (hash?: string) => differences(inspected({ config, ...(hash !== undefined && { hash }) })).find(({ field }) => field === 'envs[COLOR]'); // prettier-ignore
  expect(of()).toMatchObject({ cause: 'values' });
  expect(of('12345678')).toMatchObject({ cause: 'spec' });
  expect(JSON.stringify(of())).not.toContain('purple');
});

test('what a plugin put into the OCI configuration, and no request has, is told as injected', () => {
  const spec = {
    process: {
      args: ['nginx'],
      env: ['PATH=/bin', 'COLOR=blue', 'TOOL=1'],
      rlimits: [{ type: 'RLIMIT_NOFILE', soft: 1, hard: 2 }],
    },
    mounts: [{ destination: '/proc' }, { destination: '/usr/bin/tool' }],
    hooks: { createRuntime: [{ path: '/usr/bin/nvidia-ctk' }] },
    annotations: { 'io.kubernetes.cri.container-name': 'app', 'plugin.example/x': 'y' },
    linux: { resources: { memory: { limit: 1000 } }, devices: [{ path: '/dev/tool' }] },
  };
  const injected = differences(inspected({ spec })).filter(({ cause }) => cause === 'injected');
  expect(injected.map(({ field }) => field)).toEqual([
    'oci env[TOOL]',
    'oci mounts[/usr/bin/tool]',
    'oci devices[/dev/tool]',
    'oci hooks.createRuntime',
    'oci annotations[plugin.example/x]',
    'oci resources.memory.limit',
    'oci process.rlimits[RLIMIT_NOFILE]',
  ]);
});

test('what the image says, and another runtime, are told as such', () => {
  const found = differences(inspected({ spec: { process: { args: ['nginx', '-g', 'daemon off;'] } }, info: { runtimeType: 'io.containerd.kata.v2' } })); // prettier-ignore
  expect(found.filter(({ cause }) => cause === 'image').map(({ field }) => field)).toEqual(['oci process.args']);
  expect(found.filter(({ cause }) => cause === 'handler').map(({ field }) => field)).toEqual(['runtime type']);
});

test('a container that is in no manifest was put there by a webhook or a person', () => {
  const value = inspected();
  const labels = { ...value.status.labels, 'io.kubernetes.container.name': 'istio-proxy' };
  expect(differences({ ...value, status: { ...value.status, labels } })).toEqual([{ field: 'container', found: 'istio-proxy', cause: 'spec' }]); // prettier-ignore
});

test('a pod that is not in the manifest is said to be none of it', () => {
  const value = inspected();
  const labels = { ...value.status.labels, 'io.kubernetes.pod.name': 'api' };
  const [one] = nodeComparisons(
    inspectedIn({ ...value, status: { ...value.status, labels } }) ?? [],
    replays(manifest),
  );
  expect(one?.unknown).toBe('the manifest has no pod default/api');
});

test('what crictl 1.37 printed of a container of containerd 2.4 is what its manifest predicts, on a node of other ways', () => {
  const all = savedInspection(file('inspected.json')) ?? [];
  const [one] = nodeComparisons(all, replays(file('inspected.yaml')));
  expect(one?.isSameSpec).toBe(true);
  expect([...new Set(one?.differences.map(({ cause }) => cause))].sort()).toEqual(['node', 'runtime']);
  const text = nodeComparisonText(one!).join('\n');
  expect(text).toContain('container app of default/web');
  expect(text).not.toContain('hunter2');
});

test('other outputs are none of crictl’s', () => {
  expect(savedInspection('kind: Pod\nmetadata: {name: web}\n')).toBeUndefined();
  expect(savedInspection('{"kind": "Event", "message": "\\"state\\": \\"CONTAINER_RUNNING\\""}')).toBeUndefined();
});

test('an output that was cut is an error in words', () => {
  const whole = file('inspected.json');
  expect(() => savedInspection(whole.slice(0, whole.length - 100))).toThrow(SavedOutputError);
});

test('wrong types are left out, and do no harm', () => {
  const wrong: unknown[] = [null, 1, 'x', [], {}, [[]], { a: 1 }];
  for (const one of wrong) {
    const status = { state: 'CONTAINER_RUNNING', labels: one, metadata: one, annotations: one, mounts: one, id: one };
    const linux = { resources: one, security_context: one, seccomp: one, capabilities: one };
    const info = { config: { envs: one, mounts: one, linux, labels: one }, runtimeSpec: { process: one, mounts: one, hooks: one, annotations: one, linux: one } }; // prettier-ignore
    for (const value of [
      { status, info },
      { status, info: one },
      { status, info: { config: one, runtimeSpec: one } },
      { containers: [status] },
    ])
      expect(() =>
        nodeComparisons(inspectedIn(value) ?? [], replays(manifest)).flatMap(nodeComparisonText),
      ).not.toThrow();
  }
});
