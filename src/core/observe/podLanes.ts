import { greatest } from '../extremes';
import { podStatusWord } from '../trace/podStatusWord';
import type { ObservedPod } from './observation';
import { podProgress } from './podProgress';
import { readyCondition } from '../componentHelpers/readyCondition';

/**
 * The pods of a watched start, one line each: what failed first, then the slowest. Cheap enough to be made anew for
 * hundreds of pods at each change.
 * @param now milliseconds since the epoch: up to when a pod that is still starting has taken
 */
export function podLanes(pods: readonly ObservedPod[], now: number): PodLane[] {
  const lanes = pods.map(({ uid, name, pod, deleted, deletedAt = now }): PodLane => {
    const { status, ready, total } = podStatusWord(pod);
    const progress = podProgress(pod);
    const created = Date.parse(pod.metadata?.creationTimestamp ?? '') || now;
    const last = deleted ? deletedAt : now;
    const end = progress === 'starting' ? last : (endOf(pod) ?? last);
    return {
      uid,
      name,
      status: deleted ? 'Deleted' : status,
      ready: `${ready}/${total}`,
      progress,
      seconds: Math.max(0, Math.round((end - created) / 1000)),
    };
  });
  return lanes.sort((a, b) => rank(a) - rank(b) || b.seconds - a.seconds || (a.name < b.name ? -1 : 1));
}

function rank({ progress }: PodLane): number {
  return progress === 'failed' ? 0 : 1;
}

/** When the pod became Ready, or its last container ended. */
function endOf({ status }: ObservedPod['pod']): number | undefined {
  const ready = readyCondition(status);
  if (ready?.lastTransitionTime) return Date.parse(ready.lastTransitionTime);
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) =>
    state?.terminated?.finishedAt ? [Date.parse(state.terminated.finishedAt)] : [],
  );
  return ends.length > 0 ? greatest(ends) : undefined;
}

/** One of several watched pods, in a line beside the diagram. */
export interface PodLane {
  uid: string;
  name: string;
  /** As `kubectl get pods` has it: `Running`, `CrashLoopBackOff`. */
  status: string;
  /** `1/2` */
  ready: string;
  progress: 'starting' | 'started' | 'failed';
  /** From its creation until it was ready or ended, or until now. */
  seconds: number;
}
