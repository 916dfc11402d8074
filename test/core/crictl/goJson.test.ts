import { expect, test } from 'vitest';
import { goJson } from '../../../src/core/crictl/goJson';
import { inspectedIn } from '../../../src/core/crictl/inspected';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { ContainerConfig } from '../../../src/core/cri/types';
import { isMap } from '../../../src/core/isMap';
import { recordings } from '../../recordings/recordings';

function configOf(container: string, spec = ''): ContainerConfig {
  const manifest = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${spec}  containers:\n  - {name: app, image: nginx, ${container}}\n`;
  const { calls } = simulate({ objects: parseManifest(manifest).objects.map(({ value }) => value) });
  const call = calls.find(({ method }) => method === 'CreateContainer');
  if (call?.method !== 'CreateContainer') throw new Error('no container is created');
  return call.request.config ?? {};
}

test('64-bit integers and enums are numbers, as Go’s own JSON has them', () => {
  const config = configOf(
    'resources: {limits: {cpu: 100m, memory: 64Mi}}, securityContext: {runAsUser: 1000, seccompProfile: {type: Unconfined}}, volumeMounts: [{name: data, mountPath: /data, mountPropagation: HostToContainer}]',
    '  volumes: [{name: data, emptyDir: {}}]\n',
  );
  const written: unknown = JSON.parse(goJson('ContainerConfig', config, 'base64'));
  expect(written).toMatchObject({
    linux: {
      resources: { cpu_quota: 10_000, memory_limit_in_bytes: 67_108_864 },
      security_context: { run_as_user: { value: 1000 }, seccomp: { profile_type: 1 }, namespace_options: { pid: 1 } },
    },
  });
  expect(JSON.stringify(written)).toContain('"propagation":1');
});

test('an integer that JavaScript’s numbers do not hold is written to its last digit', () => {
  const written = goJson('LinuxContainerResources', { memory_limit_in_bytes: '9007199254740993' }, 'text');
  expect(written).toContain('"memory_limit_in_bytes": 9007199254740993');
});

test('values of variables are base64 or text', () => {
  const config = configOf('env: [{name: WORD, value: grüße}]');
  expect(goJson('ContainerConfig', config, 'base64')).toContain('"Z3LDvMOfZQ=="');
  expect(goJson('ContainerConfig', config, 'text')).toContain('"grüße"');
});

test('what a runtime keeps of a request is read back as it was sent', () => {
  const config = configOf('resources: {limits: {cpu: 100m, memory: 64Mi}}, securityContext: {runAsUser: 1000}');
  const kept: unknown = JSON.parse(goJson('ContainerConfig', config, 'text'));
  const [read] = inspectedIn({ status: { state: 'CONTAINER_RUNNING' }, info: { config: kept } }) ?? [];
  expect(read?.config).toEqual(config);
});

test('each request that a real kubelet sent is written and read back as it was', () => {
  let count = 0;
  for (const { name, cri } of recordings('own'))
    for (const { method, request } of cri) {
      const message = method.endsWith('RunPodSandbox') ? 'PodSandboxConfig' : 'ContainerConfig';
      const { config } = request;
      if (!isMap(config) || !(method.endsWith('RunPodSandbox') || method.endsWith('CreateContainer'))) continue;
      const state = message === 'PodSandboxConfig' ? 'SANDBOX_READY' : 'CONTAINER_RUNNING';
      const kept: unknown = JSON.parse(goJson(message, config, 'text'));
      const [read] = inspectedIn({ status: { state }, info: { config: kept } }) ?? [];
      expect(read?.config, name).toEqual(config);
      count++;
    }
  expect(count).toBeGreaterThan(500);
});
