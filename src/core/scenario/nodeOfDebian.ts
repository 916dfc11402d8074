import { distributionPaths, kubeadmPaths, kubeletPaths, systemdPaths, type PathSet } from './nodePaths';
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
    labels: {
      'beta.kubernetes.io/arch': 'amd64',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': 'worker-1',
      'kubernetes.io/os': 'linux',
    },
    resolvConf: { servers: ['10.0.0.1'], searches: [], options: [] },
    appArmor: true,
  },
  paths: [systemdPaths, distributionPaths, kubeletPaths, kubeadmPaths, debianPaths],
};
