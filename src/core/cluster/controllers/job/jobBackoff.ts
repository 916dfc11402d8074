import type { Pod } from '../../../api/types';

/** The wait after a failed pod: 10 s, doubling, at most 10 min (pkg/controller/job/job_controller.go, 1.37). */
const firstMs = 10_000;
const longestMs = 600_000;

/** Failures since the last success (pkg/controller/job/backoff_utils.go, 1.37). */
export class JobBackoff {
  #failures = 0;
  #lastFailure = 0;

  /** Takes in pods that have just ended. */
  add(succeeded: readonly Pod[], failed: readonly Pod[]): void {
    if (succeeded.length === 0) {
      if (failed.length === 0) return;
      this.#failures += failed.length;
      this.#lastFailure = Math.max(...failed.map(finishedAt));
      return;
    }
    const lastSuccess = Math.max(...succeeded.map(finishedAt));
    const later = failed.map(finishedAt).filter((at) => at > lastSuccess);
    this.#failures = later.length;
    this.#lastFailure = Math.max(0, ...later);
  }

  /** How long no pod is created, in milliseconds. @param now milliseconds since the epoch */
  remaining(now: number): number {
    return remainingAfter(this.#failures, this.#lastFailure, now);
  }
}

/** How long no pod is created after so many failures, in milliseconds. */
export function remainingAfter(failures: number, lastFailure: number, now: number): number {
  if (failures === 0) return 0;
  return Math.max(0, Math.min(firstMs * 2 ** (failures - 1), longestMs) - (now - lastFailure));
}

/** When a pod ended, to the second: its last container's end, or what comes nearest. Milliseconds since the epoch. */
export function finishedAt({ spec, status, metadata }: Pod): number {
  const sidecars = new Set(
    (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const ends = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)),
  ].map(({ state }) => state?.terminated?.finishedAt);
  if (ends.length > 0 && ends.every((end) => end)) return Math.max(...ends.map((end) => Date.parse(end!)));
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime) return Date.parse(ready.lastTransitionTime);
  if (metadata?.deletionTimestamp)
    return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return Date.parse(metadata?.creationTimestamp ?? '');
}
