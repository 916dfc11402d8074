import type { KubernetesRelease } from '../release/kubernetesRelease';
import type { ClockedContainer, Known } from './clockedContainer';
import { nextSyncSeconds, reportSeconds, seenSeconds, workSeconds } from './kubeletJitter';
import { livenessKill } from './livenessKill';
import { readyWindow } from './readyWindow';
import { startedByProbe } from './startedByProbe';
import { later, type Window } from './window';

/** Seconds from the container's start; what does not happen in its first run is undefined. */
export interface ContainerClock {
  readonly started?: Window;
  readonly ready?: Window;
  /** When the kubelet begins to kill it; the restart follows after its preStop hook and its grace period. */
  readonly killed?: Window;
  /** Which probe kills it. */
  readonly killedBy?: 'startup' | 'liveness';
  /** Whether it is killed whatever the jitter. */
  readonly isKilledForSure: boolean;
}

/**
 * The clock of a container's first run whose probes all fail until `answers` seconds after its start, and succeed from then
 * on (pkg/kubelet/prober/worker.go and prober_manager.go, 1.37).
 */
export function containerClock(
  container: ClockedContainer,
  answers: number,
  release: KubernetesRelease,
): ContainerClock {
  const seen = later({ earliest: container.heldSeconds, latest: container.heldSeconds }, 0, seenSeconds(release));
  const known: Known = {
    container,
    release,
    answers,
    seen,
    syncSeconds: nextSyncSeconds + container.othersSeconds,
  };
  const { started, killed: unstarted } = container.startup
    ? startedByProbe(known, container.startup)
    : { started: seen, killed: undefined };
  const killed = unstarted ?? (container.startup ? undefined : livenessKill(known));
  const ready = started && readyWindow(known, started);
  // A sync of another container may be at work, and write its status over what a probe has found, until the next one.
  const reported = reportSeconds + container.othersSeconds;
  const isKilledForSure = killed?.isSure ?? false;
  const isReadyInTime = ready && !(isKilledForSure && killed && ready.earliest >= killed.window.latest);
  return {
    ...(started && { started: later(started, 0, reported) }),
    ...(isReadyInTime && { ready: later(ready, 0, reported) }),
    ...(killed && {
      killed: later(killed.window, 0, workSeconds),
      killedBy: container.startup ? 'startup' : 'liveness',
    }),
    isKilledForSure,
  };
}
