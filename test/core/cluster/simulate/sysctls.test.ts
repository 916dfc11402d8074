import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';

// As clusters of 1.35.4 and 1.37.2 had it: the kubelet changes the pod that it creates a sandbox for, not the pod's next version.
test('a sysctl that is written with slashes has dots in the sync that creates the sandbox only', () => {
  const { objects } = parseManifest(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  securityContext: {sysctls: [{name: net/ipv4/ip_local_port_range, value: 1 2}]}
  initContainers: [{name: first, image: app}]
  containers: [{name: app, image: app}]`);
  const { calls } = simulate({
    objects: objects.map(({ value }) => value),
    scenario: { containers: { first: { exit: 0, afterMs: 100 } } },
    seconds: 6,
  });
  const names = calls.flatMap((call) => {
    if (call.method !== 'CreateContainer') return [];
    const { config, sandbox_config: sandbox } = call.request;
    return [[config?.metadata?.name, ...Object.keys(sandbox?.linux?.sysctls ?? {})]];
  });
  expect(names).toEqual([
    ['first', 'net.ipv4.ip_local_port_range'],
    ['app', 'net/ipv4/ip_local_port_range'],
  ]);
});
