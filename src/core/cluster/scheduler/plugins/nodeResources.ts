import { portsConflict } from '../../../componentHelpers/hostPorts';
import { unschedulable, type Attempt, type Plugin } from '../interface/plugin';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** Ports of the node that are taken (plugins/nodeports/node_ports.go, 1.37). */
export const nodePorts: Plugin = {
  name: 'NodePorts',
  filter: ({ info: { hostPorts }, node }) => {
    if (hostPorts.length === 0) return undefined;
    const taken = [...node.pods.values()].flatMap((other) => other.hostPorts);
    return portsConflict(hostPorts, taken)
      ? unschedulable("node(s) didn't have free ports for the requested pod ports")
      : undefined;
  },
  hints: ['PodDeleted'],
};

/** What the node has left of each resource (plugins/noderesources/fit.go, 1.37). */
export function nodeResourcesFit({ seesTooSmallNodes }: KubernetesRelease): Plugin {
  return {
    name: 'NodeResourcesFit',
    filter: ({ info, node }) => {
      const reasons: string[] = [];
      let resolvable = true;
      if (node.pods.size + 1 > node.allowedPods) reasons.push('Too many pods');
      for (const [name, amount] of info.requests) {
        const allocatable = node.allocatable.get(name) ?? 0n;
        if (amount <= 0n || amount <= allocatable - (node.requested.get(name) ?? 0n)) continue;
        reasons.push(`Insufficient ${name}`);
        if (amount > allocatable && seesTooSmallNodes) resolvable = false;
      }
      return reasons.length > 0 ? { reasons, resolvable } : undefined;
    },
    score: (attempts) => attempts.map(leastAllocated),
    weight: 1,
    hints: ['PodDeleted'],
  };
}

/** How much of CPU and memory would be left, in the mean (least_allocated.go). What asks for nothing counts a little. */
function leastAllocated({ info, node }: Attempt): number {
  const scores = ['cpu', 'memory'].flatMap((name) => {
    const allocatable = node.allocatable.get(name) ?? 0n;
    if (allocatable === 0n) return [];
    const all = [info, ...node.pods.values()];
    const asked = all.reduce((sum, { supposed }) => sum + (supposed.get(name) ?? 0n), 0n);
    return [asked > allocatable ? 0n : ((allocatable - asked) * 100n) / allocatable];
  });
  return scores.length === 0 ? 0 : Number(scores.reduce((a, b) => a + b) / BigInt(scores.length));
}
