import { portsConflict } from '../hostPorts';
import { podInfoOf } from '../nodeInfo';
import { unschedulable, type Plugin } from '../plugin';

/** Ports of the node that are taken (plugins/nodeports/node_ports.go, 1.37). */
export const nodePorts: Plugin = {
  name: 'NodePorts',
  filter: ({ pod, node }) => {
    const { hostPorts } = podInfoOf(pod);
    if (hostPorts.length === 0) return undefined;
    const taken = [...node.pods.values()].flatMap((other) => other.hostPorts);
    return portsConflict(hostPorts, taken)
      ? unschedulable("node(s) didn't have free ports for the requested pod ports")
      : undefined;
  },
  hints: ['PodDeleted'],
};

/** What the node has left of each resource (plugins/noderesources/fit.go, 1.37). */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  filter: ({ pod, node }) => {
    const reasons: string[] = [];
    let resolvable = true;
    if (node.pods.size + 1 > node.allowedPods) reasons.push('Too many pods');
    for (const [name, amount] of podInfoOf(pod).requests) {
      const allocatable = node.allocatable.get(name) ?? 0n;
      if (amount <= 0n || amount <= allocatable - (node.requested.get(name) ?? 0n)) continue;
      reasons.push(`Insufficient ${name}`);
      if (amount > allocatable) resolvable = false;
    }
    return reasons.length > 0 ? { reasons, resolvable } : undefined;
  },
  hints: ['PodDeleted'],
};
