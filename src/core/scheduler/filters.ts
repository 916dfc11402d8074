import type { Pod } from '../api/types';
import { Quantity } from '../api/quantity';
import type { ObjectStore } from '../apiserver/objectStore';
import { podRequests } from '../kubelet/kuberuntime/podResources';
import type { NodeDescription } from '../simulate/scenario';

/** Why the pod fits on no node, in the scheduler's words; undefined where it fits. */
export function whyUnschedulable(pod: Pod, node: NodeDescription, store: ObjectStore): string | undefined {
  const reasons: string[] = [];
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  if (selector.some(([key, value]) => node.labels[key] !== value)) {
    reasons.push("node(s) didn't match Pod's node affinity/selector");
  } else {
    const others = store
      .list<Pod>('Pod')
      .filter(
        ({ spec, status }) =>
          spec?.nodeName === node.name && status?.phase !== 'Failed' && status?.phase !== 'Succeeded',
      );
    for (const [name, amount] of podRequests(pod, { overhead: true })) {
      if (amount.isZero()) continue;
      let used = Quantity.zero;
      for (const other of others) used = used.add(podRequests(other, { overhead: true }).get(name) ?? Quantity.zero);
      if (used.add(amount).compare(Quantity.of(node.capacity[name])) > 0) reasons.push(`Insufficient ${name}`);
    }
  }
  if (reasons.length === 0) return undefined;
  const text = reasons
    .sort()
    .map((reason) => `1 ${reason}`)
    .join(', ');
  return `0/1 nodes are available: ${text}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`;
}
