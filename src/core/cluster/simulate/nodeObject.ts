import type { Node } from '../../api/types';
import type { NodeDescription } from '../../scenario/scenario';

/** A node as its kubelet registers it, as far as others look at it. */
export function nodeObject({ name, labels, internalIP, capacity, taints }: NodeDescription): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { ...(taints && { taints }) },
    status: { addresses: [{ type: 'InternalIP', address: internalIP }], capacity, allocatable: capacity },
  };
}
