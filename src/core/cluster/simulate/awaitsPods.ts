import type { DaemonSet, Job, Pod, ReplicaSet, StatefulSet } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { StoredObjects } from '../../api/objectStore';
import type { ApiView } from '../../api/view';
import { groupedBy } from '../../groupedBy';
import { controllerOf } from '../../componentHelpers/controllerRef';
import { isActive, isReady } from '../controllers/framework/podStates';
import { jobEnd } from '../controllers/framework/jobEnd';

/** A controller that was refused tries again; so many seconds after the last news, that shows what is wrong. */
const refusedSeconds = 3;

/**
 * Whether a controller is still to make pods, or to say that its Job has ended. Pods that are there speak for
 * themselves: a set that waits for one of its own to be ready is not waited for beside it.
 *
 * @param patience how many seconds after the last news of its pods nothing more is waited for
 * @param isCut whether the owner is given no further pods
 * @param now milliseconds since the epoch
 */
export function awaitsPods(
  store: StoredObjects,
  { events }: Pick<ApiView, 'events'>,
  patience: number,
  isCut: (owner: KubernetesObject) => boolean,
  now: number,
): boolean {
  const owned = groupedBy(store.list<Pod>('Pod'), (pod) => controllerOf(pod)?.uid ?? '');
  /** When each owner was last refused a pod. */
  const refusals = new Map<string, number>();
  for (const { reason, involvedObject, lastTimestamp } of events) {
    if (reason !== 'FailedCreate') continue;
    const uid = involvedObject.uid ?? '';
    refusals.set(uid, Math.max(refusals.get(uid) ?? 0, Date.parse(lastTimestamp ?? '') || 0));
  }
  const isAwaited = (owner: KubernetesObject, lacks: (pods: readonly Pod[]) => boolean, wait = 0): boolean => {
    const pods = owned.get(owner.metadata?.uid ?? '') ?? [];
    if (isCut(owner) || owner.metadata?.deletionTimestamp || !lacks(pods)) return false;
    const news = Math.max(...[owner, ...pods].map(lastNews));
    const isRefused = (refusals.get(owner.metadata?.uid ?? '') ?? -1) >= news;
    return now - news < 1000 * (isRefused ? refusedSeconds : patience + wait);
  };
  return (
    store.list<Job>('Job').some((job) => isAwaited(job, (pods) => lacksPodsOf(job, pods))) ||
    [...store.list<ReplicaSet>('ReplicaSet'), ...store.list<ReplicaSet>('ReplicationController')].some((set) =>
      isAwaited(set, (pods) => pods.length < (set.spec?.replicas ?? 1)),
    ) ||
    store
      .list<StatefulSet>('StatefulSet')
      .some((set) =>
        isAwaited(
          set,
          (pods) =>
            pods.length < (set.spec?.replicas ?? 1) &&
            (set.spec?.podManagementPolicy === 'Parallel' || pods.every(isReady)),
          set.spec?.minReadySeconds,
        ),
      ) ||
    store
      .list<DaemonSet>('DaemonSet')
      .some((set) => isAwaited(set, (pods) => pods.length < (set.status?.desiredNumberScheduled ?? 0)))
  );
}

/** Fewer pods are active than the Job may have now, or none is and it does not say yet how it ended. */
function lacksPodsOf(job: Job, pods: readonly Pod[]): boolean {
  const { suspend, parallelism = 1, completions, managedBy = 'kubernetes.io/job-controller' } = job.spec ?? {};
  if (suspend || jobEnd(job) || managedBy !== 'kubernetes.io/job-controller' || parallelism === 0) return false;
  const active = pods.filter(isActive).length;
  const succeeded = pods.filter((pod) => pod.status?.phase === 'Succeeded').length;
  // Without completions, the first success is that of all.
  const left = completions === undefined ? (succeeded > 0 ? 0 : parallelism) : completions - succeeded;
  return active === 0 || active < Math.min(parallelism, left);
}

/** When something of an object was last new, by its creation and its conditions, in milliseconds since the epoch. */
function lastNews({ metadata, ...object }: KubernetesObject & Pick<Pod, 'status'>): number {
  const { conditions = [] } = object.status ?? {};
  const times = [metadata?.creationTimestamp, ...conditions.map(({ lastTransitionTime }) => lastTransitionTime)];
  return Math.max(0, ...times.map((time) => Date.parse(time ?? '') || 0));
}
