import type { DaemonSet, NodeSelectorTerm, PodSpec, Toleration } from '../api/types';
import { createPod, type ControllerParts } from './controllers';
import { podOf } from './podOf';

/** Taints that pods of DaemonSets tolerate (pkg/controller/daemon/util/daemonset_util.go AddOrUpdateDaemonPodTolerations, 1.37). */
function daemonTolerations(hostNetwork: boolean): Toleration[] {
  const tolerations: Toleration[] = [
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
    { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
  ];
  if (hostNetwork)
    tolerations.push({ key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' });
  return tolerations;
}

/** One pod for the node, bound to it by node affinity, which the scheduler then follows. */
export function controlDaemonSet(daemonSet: DaemonSet, parts: ControllerParts): void {
  const template = daemonSet.spec?.template;
  if (!template) return;
  const pod = podOf(daemonSet, template);
  const hash = parts.random.suffix(10);
  pod.metadata = {
    ...pod.metadata,
    labels: { ...pod.metadata?.labels, 'controller-revision-hash': hash, 'pod-template-generation': '1' },
  };
  const spec = pod.spec ?? ({} as PodSpec);
  pinToNode(spec, parts.node.name);
  const added = daemonTolerations(spec.hostNetwork === true);
  spec.tolerations = [
    ...(spec.tolerations ?? []).filter(
      (own) =>
        !added.some((other) => other.key === own.key && other.effect === own.effect && other.operator === own.operator),
    ),
    ...added,
  ];
  pod.spec = spec;
  createPod(daemonSet, pod, parts);
}

/** pkg/controller/daemon/util/daemonset_util.go ReplaceDaemonSetPodNodeNameNodeAffinity, 1.37. */
function pinToNode(spec: PodSpec, node: string): void {
  const field = { key: 'metadata.name', operator: 'In', values: [node] };
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms: NodeSelectorTerm[] = required?.nodeSelectorTerms?.length
    ? required.nodeSelectorTerms.map((term) => ({ ...term, matchFields: [field] }))
    : [{ matchFields: [field] }];
  spec.affinity = {
    ...spec.affinity,
    nodeAffinity: {
      ...spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
    },
  };
}
