import type { Known } from './clockedContainer';
import { closeSyncs, nextSyncSeconds, resyncSeconds } from './kubeletJitter';

/**
 * Whether a startup probe succeeds long after the last sync of its pod, so that the sync which then follows waits for nothing,
 * and none is at work that could write over the result. The first turn itself makes the pod synced: its result is news.
 */
export function isQuietStart({ container: { startup, isAlone }, seen, answers }: Known): boolean {
  if (!startup || !isAlone) return false;
  const firstTurn = Math.max(seen.latest, startup.delay) + startup.period;
  const lastSync = Math.max(firstTurn, seen.latest + closeSyncs * nextSyncSeconds);
  return answers > lastSync + nextSyncSeconds && answers + startup.period < resyncSeconds;
}
