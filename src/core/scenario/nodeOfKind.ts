import { controlPlanePaths, kubeadmPaths, kubeletPaths, systemdPaths } from './nodePaths';
import { nodeLabels } from './nodeLabels';
import type { NodeKind } from './nodeKind';

/**
 * The one node of a cluster of kind (images/base and pkg/cluster/internal/create of kubernetes-sigs/kind): a control plane of
 * kubeadm in a container, without the taint, as there is no other node. Its containerd has a handler for Kubernetes' tests.
 */
export const nodeOfKind: NodeKind = {
  title: 'the node of kind',
  node: {
    name: 'kind-control-plane',
    internalIP: '172.18.0.2',
    labels: {
      ...nodeLabels('kind-control-plane'),
      'node-role.kubernetes.io/control-plane': '',
    },
    resolvConf: { servers: ['172.18.0.1'], searches: [], options: ['ndots:0'] },
  },
  paths: [
    systemdPaths,
    kubeletPaths,
    kubeadmPaths,
    controlPlanePaths,
    { folders: ['/kind'], files: ['/kind/version'] },
  ],
  handlers: ['runc', 'test-handler'],
};
