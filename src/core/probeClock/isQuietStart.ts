import type { Known } from './clockedContainer';
import { firstResultsBy } from './firstResultsBy';
import { closeSyncs, nextSyncSeconds, resyncSeconds } from './kubeletJitter';

/**
 * Whether a startup probe succeeds long after the last sync of its pod, so that the sync which then follows waits for nothing,
 * and none is at work that could write over the result.
 */
export function isQuietStart({ container, seen, answers }: Known): boolean {
  const { startup, isAlone } = container;
  if (!startup || !isAlone) return false;
  const lastSync = firstResultsBy(seen, container) + closeSyncs * nextSyncSeconds;
  return answers > lastSync + nextSyncSeconds && answers + startup.period < resyncSeconds;
}
