import type { Pod } from '../../../api/types';
import { isPodTerminal } from '../../../componentHelpers/isPodTerminal';

/** Neither ended nor being deleted (pkg/controller/controller_utils.go IsPodActive, 1.37). */
export function isActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && !pod.metadata?.deletionTimestamp;
}

export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
}

/** How many pods are available, and after how many milliseconds, where any, the next will be. */
export function availability(
  pods: readonly Pod[],
  minReadySeconds: number,
  now: number,
): { available: number; next: number | undefined } {
  const waits = pods.map((pod) => untilAvailable(pod, minReadySeconds, now));
  const next = Math.min(...waits.filter((ms): ms is number => ms !== undefined && ms > 0));
  return { available: waits.filter((ms) => ms === 0).length, next: Number.isFinite(next) ? next : undefined };
}

/**
 * How long it takes until the pod has been ready for long enough, in milliseconds: 0 where it has, undefined where it is
 * not ready (pkg/api/v1/pod/util.go IsPodAvailable, 1.37).
 * @param now milliseconds since the epoch
 */
export function untilAvailable({ status }: Pod, minReadySeconds: number, now: number): number | undefined {
  const ready = status?.conditions?.find((condition) => condition.type === 'Ready' && condition.status === 'True');
  if (!ready) return undefined;
  if (minReadySeconds === 0) return 0;
  return Math.max(0, Date.parse(ready.lastTransitionTime ?? '') + minReadySeconds * 1000 - now);
}
