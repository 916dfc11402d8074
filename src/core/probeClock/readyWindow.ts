import type { Known } from './clockedContainer';
import { isQuietStart } from './isQuietStart';
import { closeSyncs, nextSyncSeconds, resyncSeconds } from './kubeletJitter';
import type { ProbeTimes } from './probeTimes';
import { probingFrom } from './probingFrom';
import { turnAt } from './turns';
import { later, whenBoth, type Window } from './window';

/**
 * When a container is ready that its kubelet takes for started within `started`, and tells so within `told`; undefined where
 * it never is.
 */
export function readyWindow(known: Known, started: Window, told: Window): Window | undefined {
  const { readiness } = known.container;
  if (!readiness) return told;
  if (!Number.isFinite(known.answers)) return undefined;
  return known.release.triggersReadiness
    ? triggered(known, readiness, started, told)
    : anyTurn(known, readiness, started);
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
function triggered(known: Known, probe: ProbeTimes, started: Window, told: Window): Window {
  const { period, successes, delay } = probe;
  const { container, release, answers, syncSeconds } = known;
  const may = whenBoth(probingFrom(started, probe), { earliest: answers, latest: answers });
  /** The last of the triggers: from it the turns are counted. */
  const triggers: Window = { earliest: started.earliest, latest: told.latest + closeSyncs * nextSyncSeconds };
  const more = (successes - 1) * period;
  // Each close sync may be a success of its own, also after the first result, which the next turn has where a trigger came
  // too soon; where other containers make syncs, nobody knows how many.
  const isLast = may.earliest > triggers.latest + period;
  const fewest = isLast ? more : Math.max(0, successes - 1 - closeSyncs) * period;
  const turn: Window = {
    earliest: turnAt(triggers, period, may.earliest).earliest + fewest,
    latest: turnAt(triggers, period, may.latest).latest + more,
  };
  // A sync that comes by itself asks, too.
  const isLocked = container.isAlone && release.restartsTickerWithTrigger && turn.latest < resyncSeconds;
  if (isLocked && may.earliest > triggers.latest) return turn;
  const earliest = may.earliest + (isLocked ? fewest : 0);
  const isAtOnce = container.startup !== undefined && delay <= started.earliest;
  if (isAtOnce && isQuietStart(known)) return { earliest, latest: told.latest + more };
  // A probe may read the status before the sync that asks for it has written that the container is started, and the next
  // turn comes; a sync may write over a result that came while it was at work, and the next sync puts it right.
  return { earliest, latest: Math.max(told.latest, may.latest) + period + more + syncSeconds };
}
