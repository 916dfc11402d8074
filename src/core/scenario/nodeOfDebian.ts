import { distributionPaths, kubeadmPaths, kubeletPaths, systemdPaths, type PathSet } from './nodePaths';
import { nodeLabels } from './nodeLabels';
import type { NodeKind } from './nodeKind';

const debianPaths: PathSet = {
  folders: ['/etc/apt', '/etc/apparmor.d', '/var/lib/dpkg', '/var/lib/apt'],
  files: ['/etc/debian_version', '/usr/sbin/apparmor_parser'],
};

/** A worker that kubeadm made of Debian, with AppArmor, as Debian has since 10. */
export const nodeOfDebian: NodeKind = {
  title: 'a Debian worker of kubeadm',
  node: {
    name: 'worker-1',
    internalIP: '10.0.0.11',
    labels: nodeLabels('worker-1'),
    resolvConf: { servers: ['10.0.0.1'], searches: [], options: [] },
    appArmor: true,
  },
  paths: [systemdPaths, distributionPaths, kubeletPaths, kubeadmPaths, debianPaths],
};
