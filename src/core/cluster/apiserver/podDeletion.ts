import type { ObjectMeta, Pod } from '../../api/types';
import { time } from '../../api/timestamps';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

/**
 * What a deletion changes in a pod's metadata: gracefully where it runs on a node, at once where it was never scheduled
 * or has ended (pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.37; apiserver/pkg/registry/rest/delete.go
 * BeforeDelete, 0.37). Undefined where nothing changes: an earlier deletion leaves less time.
 * @param wanted seconds; undefined is the pod's own period
 * @param now milliseconds since the epoch
 */
export function deletionOf(pod: Pod, wanted: number | undefined, now: number): Partial<ObjectMeta> | undefined {
  if (pod.metadata?.deletionTimestamp) {
    const left = pod.metadata.deletionGracePeriodSeconds ?? 0;
    if (left > 0 && (wanted === undefined || wanted >= left)) return undefined;
    return left > 0 ? shortened(pod, wanted ?? 0, now) : finalDeletionOf(pod, now);
  }
  const ended = isPodTerminal(pod);
  const generation = pod.metadata?.generation;
  const period = !pod.spec?.nodeName || ended ? 0 : (wanted ?? pod.spec.terminationGracePeriodSeconds ?? 0);
  return {
    ...(generation !== undefined && { generation: generation + 1 }),
    deletionTimestamp: time(now + Math.max(period, period < 0 ? 1 : 0) * 1000),
    deletionGracePeriodSeconds: period < 0 ? 1 : period,
  };
}

/** A deletion without grace: what the kubelet asks for when nothing of the pod is left on the node. */
export function finalDeletionOf(pod: Pod, now: number): Partial<ObjectMeta> {
  if (!pod.metadata?.deletionTimestamp) return deletionOf(pod, 0, now)!;
  return pod.metadata.deletionGracePeriodSeconds ? shortened(pod, 0, now) : { deletionGracePeriodSeconds: 0 };
}

/** The moment moves towards the present, but never into the past. */
function shortened({ metadata }: Pod, period: number, now: number): Partial<ObjectMeta> {
  const { deletionTimestamp = '', deletionGracePeriodSeconds = 0 } = metadata ?? {};
  const moment = Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000 + period * 1000;
  const isPast = moment < now;
  return {
    deletionTimestamp: time(isPast ? now : moment),
    deletionGracePeriodSeconds: isPast && period !== 0 ? 1 : period,
  };
}
