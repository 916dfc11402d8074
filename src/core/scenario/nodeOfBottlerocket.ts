import { kubeletPaths, systemdPaths, type PathSet } from './nodePaths';
import type { NodeKind } from './nodeKind';

const bottlerocketPaths: PathSet = {
  folders: ['/.bottlerocket', '/etc/kubernetes/static-pods', '/etc/kubernetes/kubelet', '/local', '/var/lib/bottlerocket', '/var/lib/kubelet/plugins/volume/exec', '/run/netdog', '/x86_64-bottlerocket-linux-gnu'],
  files: ['/etc/kubernetes/kubelet/config', '/etc/kubernetes/kubelet/kubeconfig', '/etc/containerd/cri-base.json', '/run/netdog/resolv.conf', '/etc/kubernetes/pki/ca.crt'],
  sockets: ['/run/dockershim.sock', '/run/api.sock', '/run/host-containerd/containerd.sock'],
}; // prettier-ignore

/**
 * A worker of Bottlerocket in EKS, by bottlerocket-core-kit (packages/kubernetes-1.33/kubelet-config,
 * packages/containerd/containerd-config-toml_k8s_containerd_sock): SELinux instead of AppArmor, images pulled beside each
 * other, `shimpei` before runc, and none of a distribution's packages.
 */
export const nodeOfBottlerocket: NodeKind = {
  title: 'a Bottlerocket worker of EKS',
  node: {
    name: 'ip-192-168-12-34.ec2.internal',
    internalIP: '192.168.12.34',
    labels: {
      'beta.kubernetes.io/arch': 'amd64',
      'beta.kubernetes.io/instance-type': 'm5.xlarge',
      'beta.kubernetes.io/os': 'linux',
      'failure-domain.beta.kubernetes.io/region': 'us-east-1',
      'failure-domain.beta.kubernetes.io/zone': 'us-east-1a',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': 'ip-192-168-12-34.ec2.internal',
      'kubernetes.io/os': 'linux',
      'node.kubernetes.io/instance-type': 'm5.xlarge',
      'topology.kubernetes.io/region': 'us-east-1',
      'topology.kubernetes.io/zone': 'us-east-1a',
    },
    capacity: {
      cpu: '4',
      'ephemeral-storage': '81854Mi',
      'hugepages-1Gi': '0',
      'hugepages-2Mi': '0',
      memory: '15896Mi',
      pods: '58',
    },
    clusterDNS: ['10.100.0.10'],
    kubernetesServiceIP: '10.100.0.1',
    resolvConf: { servers: ['192.168.0.2'], searches: ['ec2.internal'], options: [] },
    appArmor: false,
    seLinux: true,
  },
  paths: [systemdPaths, kubeletPaths, bottlerocketPaths],
  handlers: ['shimpei'],
  parallelPulls: 100,
};
