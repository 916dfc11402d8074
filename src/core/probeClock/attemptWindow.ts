import type { KubernetesRelease } from '../release/kubernetesRelease';
import type { ProbeName } from '../trace/because';
import type { ClockedContainer } from './clockedContainer';
import { closeSyncs, nextSyncSeconds, resyncSeconds, seenSeconds, workSeconds } from './kubeletJitter';
import { probingFrom } from './probingFrom';
import { firstTurn } from './turns';
import type { Window } from './window';

/** Which attempt of a run it may be, counted from 1; `most` is Infinity if unreported attempts may precede it. */
export interface Count {
  readonly least: number;
  readonly most: number;
}

/**
 * When an attempt of a probe has its result, in seconds from the start of its container's run; `latest` is Infinity where
 * nothing bounds it (pkg/kubelet/prober/worker.go run, 1.37).
 *
 * @param from when the kubelet may begin to ask: it has seen the container run or, behind a startup probe, started
 */
export function attemptWindow(
  container: ClockedContainer,
  probe: ProbeName,
  from: Window,
  { least, most }: Count,
): Window | undefined {
  const times = container[probe];
  if (!times) return undefined;
  const { period, timeout } = times;
  const first = firstTurn(probingFrom(from, times), period);
  // While an attempt hangs, turns are left out.
  const slot = Math.ceil(timeout / period) * period;
  return {
    earliest: first.earliest + (probe === 'readiness' ? triggeredTurns(container, least, period) : least - 1) * period,
    latest: first.latest + (most - 1) * slot + timeout + workSeconds,
  };
}

/** When the kubelet knows that a container runs that began a moment ago, for the first time or again. */
export function seenWindow({ heldSeconds }: ClockedContainer, release: KubernetesRelease, isAgain: boolean): Window {
  return { earliest: isAgain ? 0 : heldSeconds, latest: heldSeconds + seenSeconds(release) };
}

/** When the kubelet knows that a container is started whose startup probe has succeeded within `success`. */
export function startedWindow({ othersSeconds }: ClockedContainer, { earliest, latest }: Window): Window {
  return { earliest, latest: latest + nextSyncSeconds + othersSeconds };
}

/** How many periods lie before an attempt of readiness at least, where syncs make attempts of their own. */
function triggeredTurns({ isAlone, startup, liveness }: ClockedContainer, nth: number, period: number): number {
  if (!isAlone) return 0;
  // The sync that kills a container asks once more.
  const kills = (startup ?? liveness) ? 1 : 0;
  const turns = Math.max(0, nth - 1 - closeSyncs - kills);
  // A pod that is synced anew now and then has one more attempt each time.
  return turns * period < resyncSeconds ? turns : turns / (1 + period / resyncSeconds);
}
