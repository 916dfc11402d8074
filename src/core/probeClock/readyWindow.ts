import type { Known } from './clockedContainer';
import { firstResultsBy } from './firstResultsBy';
import { isQuietStart } from './isQuietStart';
import { closeSyncs, nextSyncSeconds, resyncSeconds } from './kubeletJitter';
import { failingPeriod, type ProbeTimes } from './probeTimes';
import { probingFrom } from './probingFrom';
import { later, whenBoth, type Window } from './window';

/** When a container is ready that is started within `started`; undefined where it never is. */
export function readyWindow(known: Known, started: Window): Window | undefined {
  const { readiness } = known.container;
  if (!readiness) return started;
  if (readiness.errs || !Number.isFinite(known.answers)) return undefined;
  return known.release.triggersReadiness ? triggered(known, readiness, started) : anyTurn(known, readiness, started);
}

/** Of a kubelet that waits for the probe's next turn. */
function anyTurn(known: Known, probe: ProbeTimes, started: Window): Window {
  const answered = whenBoth(probingFrom(started, probe), { earliest: known.answers, latest: known.answers });
  const more = (probe.successes - 1) * probe.period;
  return later(answered, more, more + failingPeriod(probe));
}

/**
 * Of a kubelet that probes readiness at once when it syncs a pod whose container is started and not ready (UpdatePodStatus in
 * pkg/kubelet/prober/prober_manager.go, since 1.23). The turns are counted from there since 1.32, but not where the worker
 * still sleeps, a random part of its period, because the kubelet itself has just started (worker.go run).
 */
function triggered(known: Known, probe: ProbeTimes, started: Window): Window {
  const { period, successes, delay } = probe;
  const { container, answers, seen } = known;
  const may = whenBoth(probingFrom(started, probe), { earliest: answers, latest: answers });
  const more = (successes - 1) * period;
  const isAtOnce = container.startup !== undefined && delay <= started.earliest;
  if (isAtOnce && isQuietStart(known)) return { earliest: may.earliest + fewest(probe), latest: started.latest + more };
  // A probe may read the status before the sync that asks for it has written that the container is started, and the next
  // turn comes.
  const latest = may.latest + failingPeriod(probe) + more;
  if (!container.isAlone || latest >= resyncSeconds) return { earliest: may.earliest, latest };
  const lastSync = Math.max(started.latest, firstResultsBy(seen, container)) + closeSyncs * nextSyncSeconds;
  return { earliest: may.earliest + (may.earliest > lastSync ? more : fewest(probe)), latest };
}

/** How many seconds come between the first success and the last one, where each close sync may be a success of its own. */
function fewest({ successes, period }: ProbeTimes): number {
  return Math.max(0, successes - 1 - closeSyncs) * period;
}
