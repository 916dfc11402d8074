import type { ClockedContainer } from './clockedContainer';
import type { Window } from './window';

/**
 * When the last of a container's workers has seen it at the latest. What they begin with, failure of readiness and nothing of
 * startup, is news, for which the pod is synced (pkg/kubelet/kubelet.go syncLoopIteration, 1.37).
 */
export function firstResultsBy(seen: Window, { startup, readiness }: ClockedContainer): number {
  return seen.latest + Math.max(startup?.period ?? 0, readiness?.period ?? 0);
}
