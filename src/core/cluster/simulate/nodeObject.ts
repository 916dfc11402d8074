import type { Node, Taint } from '../../api/types';
import { refusesCgroups } from '../../scenario/refusesCgroups';
import type { NodeDescription } from '../../scenario/scenario';
import { time } from '../../api/timestamps';

const unreachable = 'node.kubernetes.io/unreachable';

/**
 * A node as its kubelet registers it, as far as others look at it. Of a kubelet that does not start any more, as it refuses
 * the node's cgroups, it is as the node lifecycle controller leaves it (pkg/controller/nodelifecycle, 1.37).
 *
 * @param now milliseconds since the epoch
 */
export function nodeObject(node: NodeDescription, now: number): Node {
  const { name, labels, internalIP, capacity, taints: own } = node;
  const isSilent = refusesCgroups(node);
  const since = time(now);
  const silent: Taint[] = [
    { key: unreachable, effect: 'NoSchedule', timeAdded: since },
    { key: unreachable, effect: 'NoExecute', timeAdded: since },
  ];
  const taints = isSilent ? [...(own ?? []), ...silent] : own;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { ...(taints && { taints }) },
    status: {
      addresses: [{ type: 'InternalIP', address: internalIP }],
      capacity,
      allocatable: capacity,
      ...(isSilent && {
        conditions: [
          {
            type: 'Ready',
            status: 'Unknown',
            reason: 'NodeStatusUnknown',
            message: 'Kubelet stopped posting node status.',
            lastTransitionTime: since,
          },
        ],
      }),
    },
  };
}
