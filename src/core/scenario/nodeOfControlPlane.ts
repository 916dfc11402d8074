import { controlPlanePaths } from './nodePaths';
import type { NodeKind } from './nodeKind';
import { nodeOfDebian } from './nodeOfDebian';

const role = 'node-role.kubernetes.io/control-plane';

/** A control plane of kubeadm beside workers (cmd/kubeadm/app/phases/markcontrolplane, 1.37): it takes only pods that tolerate it. */
export const nodeOfControlPlane: NodeKind = {
  title: 'a control plane of kubeadm',
  node: {
    ...nodeOfDebian.node,
    name: 'control-plane-1',
    internalIP: '10.0.0.10',
    labels: {
      ...nodeOfDebian.node.labels,
      'kubernetes.io/hostname': 'control-plane-1',
      [role]: '',
      'node.kubernetes.io/exclude-from-external-load-balancers': '',
    },
    taints: [{ key: role, effect: 'NoSchedule' }],
  },
  paths: [...nodeOfDebian.paths, controlPlanePaths],
};
