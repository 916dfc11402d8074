import type { Known } from './clockedContainer';
import { nextSyncSeconds, resyncSeconds } from './kubeletJitter';
import type { ProbeTimes } from './probeTimes';
import { probingFrom } from './probingFrom';
import { turnAt } from './turns';
import { later, whenBoth, type Window } from './window';

/**
 * How many syncs follow closely on the one that sees a container run, or started: one for the second of several reasons that
 * came at once, one for the first result of its probe. Each probes readiness at once.
 */
const closeSyncs = 2;

/** When a container is ready that is started within `started`; undefined where it never is. */
export function readyWindow(known: Known, started: Window): Window | undefined {
  const { readiness, startup } = known.container;
  const settled = startup ? later(started, 0, isQuietStart(known, startup) ? 0 : known.syncSeconds) : started;
  if (!readiness) return settled;
  if (!Number.isFinite(known.answers)) return undefined;
  return known.release.triggersReadiness
    ? triggered(known, readiness, started, settled)
    : anyTurn(known, readiness, started);
}

/** Whether the startup probe succeeds long after the last sync, so that the one which then follows waits for nothing. */
function isQuietStart({ container, seen, answers }: Known, { period, delay }: ProbeTimes): boolean {
  const lastSync = Math.max(seen.latest, delay) + period + closeSyncs * nextSyncSeconds;
  return (
    container.isAlone && period > nextSyncSeconds && answers > lastSync + nextSyncSeconds && answers < resyncSeconds
  );
}

/** Of a kubelet that waits for the probe's next turn. */
function anyTurn(known: Known, probe: ProbeTimes, started: Window): Window {
  const answered = whenBoth(probingFrom(started, probe), { earliest: known.answers, latest: known.answers });
  const more = (probe.successes - 1) * probe.period;
  return later(answered, more, more + probe.period);
}

/**
 * Of a kubelet that probes readiness at once when it syncs a pod whose container is started and not ready (UpdatePodStatus in
 * pkg/kubelet/prober/prober_manager.go, since 1.23), and counts the turns from there (worker.go run, since 1.32). What has
 * several containers is synced at any time because of another one.
 */
function triggered(known: Known, probe: ProbeTimes, started: Window, settled: Window): Window {
  const { period, successes, delay } = probe;
  const { container, release, answers } = known;
  const may = whenBoth(probingFrom(started, probe), { earliest: answers, latest: answers });
  /** The last of the triggers: from it the turns are counted. */
  const triggers: Window = { earliest: started.earliest, latest: settled.latest + closeSyncs * nextSyncSeconds };
  const isLocked = container.isAlone && release.restartsTickerWithTrigger && may.latest < resyncSeconds;
  const isAfterTriggers = isLocked && may.earliest > triggers.latest;
  const isAtOnce = delay <= started.earliest && (container.startup !== undefined || answers <= started.earliest);

  const more = (successes - 1) * period;
  if (isAfterTriggers)
    return {
      earliest: turnAt(triggers, period, may.earliest).earliest + more,
      latest: turnAt(triggers, period, may.latest).latest + more,
    };
  // Each close sync may be a success of its own; where other containers make syncs, nobody knows how many.
  const fewest = isLocked ? Math.max(0, successes - 1 - closeSyncs) * period : 0;
  const latest = isAtOnce ? atOnce(known, settled, period) : Math.max(settled.latest, may.latest + period);
  return { earliest: may.earliest + fewest, latest: latest + more };
}

/**
 * When the probe that a sync asks for is made at the latest. It may read the status before the sync has written that the
 * container runs; then the next sync asks again, or the next turn comes. That the container started was written before.
 */
function atOnce({ container, syncSeconds }: Known, settled: Window, period: number): number {
  if (container.startup) return settled.latest;
  return settled.latest + (container.startsWithSandbox ? Math.min(period, syncSeconds) : period);
}
