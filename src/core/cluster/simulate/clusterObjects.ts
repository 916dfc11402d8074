import type { Namespace, PriorityClass, Service, ServiceAccount } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { NodeDescription, Scenario } from '../../scenario/scenario';

/** What is in every cluster and namespace before anything is applied. */
export function clusterObjects(namespace: string, node: NodeDescription, scenario: Scenario): KubernetesObject[] {
  const kubernetes: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default' },
    spec: {
      type: 'ClusterIP',
      clusterIP: node.kubernetesServiceIP,
      clusterIPs: [node.kubernetesServiceIP],
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
    },
  };
  const account: ServiceAccount = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
  };
  const space: Namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, ...(scenario.namespaceLabels && { labels: scenario.namespaceLabels }) },
  };
  const critical = (name: string, value: number): PriorityClass => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  return [
    kubernetes,
    space,
    account,
    critical('system-node-critical', 2_000_001_000),
    critical('system-cluster-critical', 2_000_000_000),
    ...(scenario.services ?? []).map((service) => ({ apiVersion: 'v1', kind: 'Service', ...service })),
  ];
}
