import type { ApiError } from '../../api/status';
import type { Pod, PodCondition } from '../../api/types';
import { topologyLabels } from './admission/podTopologyLabels';
import { time } from '../../api/timestamps';

/**
 * The pod after its binding to a node (pkg/registry/core/pod/storage/storage.go assignPod, 1.37).
 * @param now milliseconds since the epoch
 */
export function boundPod(
  pod: Pod,
  nodeName: string,
  nodeLabels: Readonly<Record<string, string>> | undefined,
  now: number,
): Pod {
  const condition: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: time(now),
  };
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  const labels = topologyLabels(nodeLabels);
  return {
    ...pod,
    ...(Object.keys(labels).length > 0 && {
      metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, ...labels } },
    }),
    spec: { ...pod.spec!, nodeName },
    status: { ...status, conditions: [...conditions, condition] },
  };
}

/** Why a pod that is being deleted is bound to no node (pkg/registry/core/pod/storage/storage.go assignPod, 1.37). */
export function bindingOfDeleted({ metadata: { name = '' } = {} }: Pod): ApiError {
  const message = `Operation cannot be fulfilled on pods/binding "${name}": pod ${name} is being deleted, cannot be assigned to a host`;
  return { code: 409, reason: 'Conflict', message, kind: 'Pod', name };
}
