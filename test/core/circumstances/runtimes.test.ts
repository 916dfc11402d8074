import { describe, expect, test } from 'vitest';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { start } from '../../../src/core/circumstances/start';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import type { Diagnosis } from '../../../src/core/diagnosis/facts/finding';
import type { Fault } from '../../../src/core/scenario/fault';
import { ofCluster } from '../../../src/core/circumstances/ofCluster';
import { runtimeNamed, runtimeOf } from '../../../src/core/scenario/runtimes/runtimeOf';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';

const spec = {
  containers: [
    {
      name: 'app',
      image: 'registry.example/shop/web:1.4',
      command: ['serve'],
      startupProbe: { exec: { command: ['cat', '/started'] } },
      readinessProbe: { exec: { command: ['cat', '/ready'] } },
      livenessProbe: { exec: { command: ['cat', '/live'] } },
    },
    { name: 'proxy', image: 'envoy', command: ['/bin/proxy'] },
  ],
};
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };

const runtimes = [
  'containerd://1.7.35',
  'containerd://2.0.5',
  'containerd://2.4.2',
  'cri-o://1.32.0',
  'cri-o://1.33.13',
  'cri-o://1.36.3',
];

function startOn(runtime: string, faults: readonly Fault[], seconds: number): Simulation {
  return start({ objects: [pod], circumstances: { runtime, faults, seconds } });
}

/** What a diagnosis says whatever the words of the runtime that it quotes. */
function gist({ name, subject, container, cause, field, next }: Diagnosis): object {
  return {
    name,
    subject,
    container,
    cause: cause.replace(/: .*/s, '').replace(/\d+ times?/, 'some times'),
    field,
    next,
  };
}

describe('a fault is diagnosed alike whatever the runtime says', () => {
  const faults = faultCatalog(spec);
  test.each(faults)('$id', (fault) => {
    const { errors = [], execs = [] } = fault.scenario;
    const isOfRuntime = [...errors, ...execs].some(({ failure }) => failure !== undefined);
    for (const seconds of [6, 40]) {
      const found = runtimes.map((runtime) => {
        const { trace } = startOn(runtime, [fault], seconds);
        return diagnose(trace.view, { now: trace.end, missing: trace.missing }).map(gist);
      });
      for (const [i, one] of found.entries()) expect(one, `${runtimes[i]} after ${seconds} s`).toEqual(found[2]);
      if (isOfRuntime && seconds === 6) expect(found[2]).not.toEqual([]);
    }
  });
});

/** What a runtime says of a fault: the first error of its calls, with the call. */
function saidBy(runtime: string, id: string): { method: string; code: string; text: string } {
  const fault = faultCatalog(spec).find((one) => one.id === id);
  const failed = startOn(runtime, fault ? [fault] : [], 40).calls.find(({ error }) => error);
  return { method: failed?.method ?? '', code: failed?.error?.code ?? '', text: failed?.error?.message ?? '' };
}

const image = 'registry.example/shop/web:1.4';

// The texts of containerd 2 are those of the recordings fault.image-not-found and fault.command-not-found made with 2.4.2.
test.each([
  ['containerd', `image-not-found ${image}`, 'PullImage', 'NotFound', `failed to pull and unpack image "${image}": failed to resolve image: ${image}: not found`],
  ['containerd-1.7', `image-not-found ${image}`, 'PullImage', 'NotFound', `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`],
  ['cri-o://1.32.0', `image-not-found ${image}`, 'PullImage', 'Unknown', `initializing source docker://${image}: reading manifest 1.4 in registry.example/shop/web: manifest unknown`],
  ['containerd', 'command-not-found proxy', 'StartContainer', 'Unknown', 'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/proxy": stat /bin/proxy: no such file or directory'],
  ['containerd-1.7', 'command-not-found app', 'StartContainer', 'Unknown', 'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "serve": executable file not found in $PATH: unknown'],
  ['cri-o', 'command-not-found app', 'CreateContainer', 'Unknown', 'container create failed: executable file `serve` not found in $PATH: No such file or directory'],
  ['cri-o', 'readiness-probe-not-found app', 'ExecSync', 'Unknown', 'command error: executable file `cat` not found in $PATH: No such file or directory, stdout: , stderr: , exit code -1'],
])('%s says of %s what its sources say', (runtime, id, method, code, text) => {
  expect(saidBy(runtime, id)).toEqual({ method, code, text });
}); // prettier-ignore

test('CRI-O pings docker.io by its own name, and an image of it by its short one', () => {
  const { text } = saidBy('cri-o', 'registry-unreachable envoy');
  expect(text).toMatch(
    /^unable to pull image: initializing source docker:\/\/envoy:latest: pinging container registry registry-1\.docker\.io: Get "https:\/\/registry-1\.docker\.io\/v2\/": dial tcp .*: i\/o timeout$/,
  );
});

test('the event and the status tell the runtime’s own words, and ids have its scheme', () => {
  const [fault] = faultCatalog(spec).filter(({ id }) => id === 'cni-no-addresses');
  const { events } = startOn('cri-o', [fault!], 10);
  const [first] = events.filter(({ reason }) => reason === 'FailedCreatePodSandBox');
  expect(first?.message).toMatch(
    /^Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create pod network sandbox k8s_web_default_[\w-]+_0\([0-9a-f]{64}\): error adding pod default_web to CNI network "crio": plugin type="bridge" failed \(add\)/,
  );
  for (const [runtime, id] of [
    ['containerd', /^containerd:\/\/[0-9a-f]{64}$/],
    ['cri-o', /^cri-o:\/\/[0-9a-f]{64}$/],
  ] as const)
    expect(startOn(runtime, [], 30).pods[0]?.status?.containerStatuses?.[0]?.containerID).toMatch(id);
});

test.each([
  ['cri-o://1.33.0', /^registry\.example\/shop\/web@sha256:[0-9a-f]{64}$/],
  ['cri-o://1.36.3', /^[0-9a-f]{64}$/],
  ['containerd://1.7.35', /^sha256:[0-9a-f]{64}$/],
])('%s answers a pull with its name of the image, which the container is made of', (runtime, name) => {
  const { calls } = startOn(runtime, [], 30);
  const pulled = calls.flatMap((call) => (call.method === 'PullImage' ? [call.response?.image_ref] : []));
  const made = calls.flatMap((call) => (call.method === 'CreateContainer' ? [call.request.config?.image?.image] : []));
  expect(pulled[0]).toMatch(name);
  expect(made).toEqual(pulled);
});

test.each(['containerd', 'containerd-1.7', 'cri-o'])('calls of %s that take no time still are its own', (runtime) => {
  const { calls, pods } = start({ objects: [pod], circumstances: { runtime, durations: 'none', seconds: 5 } });
  expect(calls.filter(({ method }) => method === 'RunPodSandbox')[0]?.end).toBeLessThan(
    Date.parse('2026-01-01T00:00:01Z'),
  );
  expect(pods[0]?.status?.containerStatuses?.[0]?.containerID).toMatch(
    runtime === 'cri-o' ? /^cri-o:/ : /^containerd:/,
  );
});

test('what a cluster’s node tells of its runtime is above the setting', () => {
  expect(ofCluster({ runtime: 'cri-o' }, { runtime: 'containerd://1.7.27-k3s1' }).runtime).toBe(
    'containerd://1.7.27-k3s1',
  );
  expect(ofCluster({ runtime: 'cri-o' }, { kubelet: 'v1.34.4' }).runtime).toBe('cri-o');
  expect(runtimeOf('containerd://1.7.27-k3s1').title).toBe('containerd 1.7');
  expect(runtimeOf('docker://27.3.1').scheme).toBe('containerd');
  expect(runtimeNamed('docker://27.3.1')).toBeUndefined();
});
