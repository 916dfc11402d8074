import { entryOf } from '../entryOf';
import { nodeKindOf, pathsOfKind } from './nodeKinds';
import { nodeLabels } from './nodeLabels';
import { runtimeOf } from './runtimes/runtimeOf';
import type { NodeDescription, Scenario } from './scenario';

const hostName = 'kubernetes.io/hostname';

/**
 * Today's usual node: cgroups v2, the systemd driver, containerd 2, Linux on amd64.
 * What it has beside that is like a node of kind with 4 CPUs and 16 GiB.
 */
export const defaultNode: NodeDescription = {
  name: 'kind-control-plane',
  internalIP: '172.18.0.2',
  labels: nodeLabels('kind-control-plane'),
  capacity: {
    cpu: '4',
    'ephemeral-storage': '100Gi',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: '16Gi',
    pods: '110',
  },
  cgroups: 'v2, systemd driver, swap controller',
  clusterDNS: ['10.96.0.10'],
  clusterDomain: 'cluster.local',
  resolvConf: { servers: ['8.8.8.8'], searches: [], options: [] },
  rootDir: '/var/lib/kubelet',
  runtimeHandlers: [
    { name: '', features: { recursiveReadOnlyMounts: true, userNamespaces: true } },
    { name: 'runc', features: { recursiveReadOnlyMounts: true, userNamespaces: true } },
  ],
  features: { supplementalGroupsPolicy: true },
  appArmor: true,
  kubernetesServiceIP: '10.96.0.1',
};

/**
 * The scenario's node over one of its kind, or the usual one. Its host name label follows its name.
 *
 * @param runtime as a node tells it: the handlers of CRI-O, and what lies on a node of a kind, hang on it
 */
export function nodeOf(node: Partial<NodeDescription> | undefined, runtime = ''): NodeDescription {
  const base = baseOf(node?.like, runtime);
  if (!node) return base;
  const merged = { ...base, ...node, ...(base.paths && { paths: { ...base.paths, ...node.paths } }) };
  if (node.name && !node.labels) merged.labels = { ...base.labels, [hostName]: node.name };
  return merged;
}

/** A node of which only the kind is known, or not even that. */
function baseOf(like: string | undefined, runtime: string): NodeDescription {
  const kind = nodeKindOf(like);
  const { handlers } = runtimeOf(runtime);
  const own = handlers ?? kind?.handlers;
  if (!kind && !own) return defaultNode;
  const features = { recursiveReadOnlyMounts: true, userNamespaces: true };
  return {
    ...defaultNode,
    ...kind?.node,
    ...(own && { runtimeHandlers: ['', ...own].map((name) => ({ name, features })) }),
    ...(kind && { paths: pathsOfKind(kind, runtime) }),
  };
}

/**
 * All nodes of a scenario, `node` first. A further one is like it, or of its own kind, but for what is said of it; without a name it is
 * `worker-2`, `worker-3`, …, its host name label follows its name, and its address is the next one.
 */
export function nodesOf({
  node,
  nodes = [],
  runtime,
}: Pick<Scenario, 'node' | 'nodes' | 'runtime'>): NodeDescription[] {
  const first = nodeOf(node, runtime);
  const taken = new Set([first.name, ...nodes.map(({ name }) => name)]);
  const further = nodes.map((given, index): NodeDescription => {
    let number = index + 2;
    while (given.name === undefined && taken.has(`worker-${number}`)) number++;
    const name = given.name ?? `worker-${number}`;
    taken.add(name);
    const base = given.like === undefined ? first : baseOf(given.like, runtime ?? '');
    return {
      ...base,
      internalIP: nextAddress(base.internalIP, index + 1),
      ...given,
      name,
      labels: entryOf(given.labels, hostName) ? given.labels! : { ...base.labels, [hostName]: name, ...given.labels },
      capacity: { ...base.capacity, ...given.capacity },
      ...(base.paths && { paths: { ...base.paths, ...given.paths } }),
    };
  });
  return [first, ...further];
}

/** The address so many further on, by its last group. */
function nextAddress(address: string, further: number): string {
  const [, net = '', group = ''] = /^(.*[^0-9a-f])?([0-9a-f]*)$/is.exec(address) ?? [];
  return address.includes(':')
    ? net + (parseInt(group || '0', 16) + further).toString(16)
    : `${net}${(Number(group) + further) % 256}`;
}
