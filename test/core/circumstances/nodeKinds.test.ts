import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { nodeKinds } from '../../../src/core/scenario/nodeKinds';
import { nodeOf, nodesOf } from '../../../src/core/scenario/defaultNode';

const kinds = Object.keys(nodeKinds);
const tolerating = { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] };

function pod(spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'app', image: 'nginx' }], ...spec },
  };
}

/** A pod that mounts a path of its node, and tolerates the taints of all kinds. */
function mounting(path: string, type: string): object {
  return pod({
    ...tolerating,
    containers: [{ name: 'app', image: 'nginx', volumeMounts: [{ name: 'host', mountPath: '/host' }] }],
    volumes: [{ name: 'host', hostPath: { path, type } }],
  });
}

function started(circumstances: Circumstances, object: object = pod()): Simulation {
  return start({ objects: [object], circumstances, start: 0 });
}

const isReady = ({ pods: [one] }: Simulation): boolean =>
  one?.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
const said = ({ trace }: Simulation): string[] =>
  diagnose(trace.view, { now: trace.end, missing: trace.missing }).map(({ name }) => name);

describe('a node of a kind', () => {
  test.each(kinds)('%s starts a pod that tolerates its taints, with each runtime', (like) => {
    for (const runtime of ['containerd', 'containerd-1.7', 'cri-o'])
      expect(isReady(started({ node: { like }, runtime }, pod(tolerating))), runtime).toBe(true);
  });

  test('a control plane takes only pods that tolerate its taint; the one node of kind takes all', () => {
    expect(said(started({ node: { like: 'control-plane' } }))).toEqual(['no-node-fits']);
    expect(isReady(started({ node: { like: 'kind' } }))).toBe(true);
  });

  test.each([
    ['/run/containerd/containerd.sock', 'Socket', { node: { like: 'debian' } }, true],
    ['/run/containerd/containerd.sock', 'Socket', { node: { like: 'debian' }, runtime: 'cri-o' }, false],
    ['/var/run/crio/crio.sock', 'Socket', { node: { like: 'debian' }, runtime: 'cri-o' }, true],
    ['/var/run/crio/crio.sock', 'Socket', { node: { like: 'debian' } }, false],
    ['/etc/kubernetes/admin.conf', 'File', { node: { like: 'control-plane' } }, true],
    ['/etc/kubernetes/admin.conf', 'File', { node: { like: 'kind' } }, true],
    ['/etc/kubernetes/admin.conf', 'File', { node: { like: 'debian' } }, false],
    ['/etc/debian_version', 'File', { node: { like: 'bottlerocket' } }, false],
    ['/run/api.sock', 'Socket', { node: { like: 'bottlerocket' } }, true],
    ['/var/log/syslog', 'File', { node: { like: 'bottlerocket' } }, false],
    // What no table knows may be there.
    ['/srv/certs', 'Directory', { node: { like: 'bottlerocket' } }, true],
    // Of a node of which nobody says anything all is taken for granted, but for the other runtime's where one is chosen.
    ['/var/run/crio/crio.sock', 'Socket', {}, true],
    ['/var/run/crio/crio.sock', 'Socket', { runtime: 'containerd-1.7' }, false],
  ] as const)('%s (%s) under %j: %s', (path, type, circumstances, isThere) => {
    expect(isReady(started(circumstances, mounting(path, type)))).toBe(isThere);
  });

  test('what is said of it comes first, and its host name follows its name', () => {
    const node = nodeOf({
      like: 'bottlerocket',
      name: 'mine',
      clusterDNS: ['10.0.0.10'],
      paths: { '/data': 'Directory' },
    });
    expect(node).toMatchObject({ name: 'mine', clusterDNS: ['10.0.0.10'], appArmor: false, seLinux: true });
    expect(node.labels).toMatchObject({
      'kubernetes.io/hostname': 'mine',
      'topology.kubernetes.io/zone': 'us-east-1a',
    });
    expect(node.paths).toMatchObject({ '/data': 'Directory', '/.bottlerocket': 'Directory' });
    expect(nodeOf({ like: 'constructor' })).toEqual({ ...nodeOf({}), like: 'constructor' });
  });

  test('of several nodes each can be of another kind', () => {
    const nodes = nodesOf({ node: { like: 'control-plane' }, nodes: [{ like: 'debian' }, {}] });
    expect(nodes.map(({ name }) => name)).toEqual(['control-plane-1', 'worker-2', 'worker-3']);
    expect(nodes.map(({ taints }) => taints?.length ?? 0)).toEqual([1, 0, 1]);
    expect(nodes.map(({ labels }) => labels['kubernetes.io/hostname'])).toEqual([
      'control-plane-1',
      'worker-2',
      'worker-3',
    ]);
  });

  test('Bottlerocket has no AppArmor and pulls images beside each other', () => {
    const containers = ['a', 'b'].map((name) => ({ name, image: `shop/${name}:1` }));
    const pulls = ({ calls }: Simulation): number => {
      const [first, second] = calls.filter(({ method }) => method === 'PullImage');
      return second!.start - first!.end;
    };
    expect(pulls(started({ node: { like: 'debian' } }, pod({ containers })))).toBeGreaterThanOrEqual(0);
    const securityContext = { appArmorProfile: { type: 'RuntimeDefault' } };
    expect(said(started({ node: { like: 'bottlerocket' } }, pod({ securityContext })))).not.toEqual([]);
    expect(isReady(started({ node: { like: 'debian' } }, pod({ securityContext })))).toBe(true);
  });

  test('SELinux has the kubelet’s own files labelled, and not those of the host', () => {
    const object = pod({
      containers: [
        {
          name: 'app',
          image: 'nginx',
          volumeMounts: ['scratch', 'host'].map((name) => ({ name, mountPath: `/${name}` })),
        },
      ],
      volumes: [
        { name: 'scratch', emptyDir: {} },
        { name: 'host', hostPath: { path: '/srv' } },
      ],
      automountServiceAccountToken: false,
    });
    const labelled = (like: string): string[] =>
      started({ node: { like } }, object).calls.flatMap((call) =>
        call.method === 'CreateContainer'
          ? (call.request.config?.mounts ?? []).flatMap(({ container_path: path, selinux_relabel: is }) =>
              is ? (path ?? []) : [],
            )
          : [],
      );
    expect(labelled('debian')).toEqual([]);
    expect(labelled('bottlerocket')).toEqual(['/scratch', '/etc/hosts', '/dev/termination-log']);
  });

  test('a handler that only the kind has is there without being assumed', () => {
    const runtimeClass = {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'test' },
      handler: 'test-handler',
    };
    const withClass = (circumstances: Circumstances): Simulation =>
      start({ objects: [runtimeClass, pod({ runtimeClassName: 'test' })], circumstances, start: 0 });
    const assumed = ({ trace }: Simulation): string[] => trace.assumptions.map(({ id }) => id);
    expect(assumed(withClass({ node: { like: 'kind' } }))).not.toContain('runtime handler test-handler');
    expect(assumed(withClass({}))).toContain('runtime handler test-handler');
    expect(isReady(withClass({ node: { like: 'kind' } }))).toBe(true);
    const without = withClass({ without: ['runtime handler test-handler'], runtime: 'cri-o', seconds: 20 });
    expect(said(without)).toEqual(['sandbox-not-made']);
    expect(without.events.map(({ message }) => message).join('\n')).toContain(
      'failed to find runtime handler test-handler',
    );
  });
});

describe('cgroups v1', () => {
  const node = { cgroups: 'v1, cgroupfs driver' };

  test.each(['1.34', '1.35', '1.37'] as const)(
    'are refused by the kubelet since 1.35, unless it is told not to: %s',
    (kubernetes) => {
      const isRefused = kubernetes !== '1.34';
      const simulation = started({ node, kubernetes });
      expect(isReady(simulation)).toBe(!isRefused);
      expect(simulation.calls.length > 0).toBe(!isRefused);
      expect(isReady(started({ node: { ...node, failCgroupV1: false }, kubernetes }))).toBe(true);
      expect(isReady(started({ node, kubernetes, without: ['failCgroupV1'] }))).toBe(true);
      const { trace } = simulation;
      expect(trace.assumptions.some(({ id }) => id === 'failCgroupV1')).toBe(isRefused);
      expect(trace.notes.some(({ text }) => text.includes('refuses cgroups v1'))).toBe(isRefused);
      if (isRefused) {
        expect(said(simulation)).toEqual(['no-node-fits']);
        expect(simulation.pods[0]?.status?.phase).toBe('Pending');
      }
    },
  );

  test('of a recording run, which names its runtime, unless it says otherwise; of another scenario they do not', () => {
    const runtime = 'containerd://2.4.2';
    expect(isReady(started({ scenario: { runtime, node } }))).toBe(true);
    expect(isReady(started({ scenario: { runtime, node: { ...node, failCgroupV1: true } } }))).toBe(false);
    expect(isReady(started({ scenario: { node } }))).toBe(false);
    expect(isReady(started({ scenario: { node }, kubernetes: '1.34' }))).toBe(true);
    expect(isReady(started({ scenario: { node: { ...node, failCgroupV1: false } } }))).toBe(true);
  });

  test('a DaemonSet has no pod on the silent node, whose taint its pods do not tolerate', () => {
    const labels = { app: 'log' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'nginx' }] } };
    const spec = { selector: { matchLabels: labels }, template };
    const set = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'log' }, spec };
    expect(started({ node, seconds: 60 }, set).pods).toEqual([]);
    expect(started({ node: { ...node, failCgroupV1: false }, seconds: 60 }, set).pods).toHaveLength(1);
  });
});
