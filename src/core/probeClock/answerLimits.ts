import type { KubernetesRelease } from '../release/kubernetesRelease';
import type { ClockedContainer } from './clockedContainer';
import { containerClock } from './containerClock';
import { nextSyncSeconds } from './kubeletJitter';
import { failingPeriod } from './probeTimes';
import type { Window } from './window';

/** What a container's probes mean for an application whose time to answer is unknown; in seconds. */
export interface AnswerLimits {
  /** How long after the application answers the kubelet finds it started, where it answers long after the start. */
  readonly startedAfter: Window;
  /** The same until it is ready. */
  readonly readyAfter: Window;
  /** It is not ready before this, counted from the start, however early the application answers. */
  readonly notBefore: number;
  /** When an application that does not answer is killed, counted from the start; an earlier answer than the window saves it for sure. */
  readonly killed?: Window;
  readonly killedBy?: 'startup' | 'liveness';
}

/** The limits of a container; of one without probes, there is nothing to wait for. */
export function answerLimits(container: ClockedContainer, release: KubernetesRelease): AnswerLimits {
  const { startup, readiness, isAlone, othersSeconds } = container;
  const { killed, killedBy } = containerClock(container, Infinity, release);
  // Where other containers make syncs, one of them may be at work.
  const syncs = isAlone ? 0 : nextSyncSeconds + othersSeconds;
  const fewest = readiness ? (readiness.successes - 1) * readiness.period : 0;
  const started = startup ? failingPeriod(startup) + syncs : 0;
  const turn = readiness && (!startup || !isAlone) ? failingPeriod(readiness) : 0;
  return {
    startedAfter: { earliest: 0, latest: started },
    readyAfter: { earliest: fewest, latest: started + turn + fewest },
    notBefore: containerClock(container, 0, release).ready?.earliest ?? 0,
    ...(killed && { killed }),
    ...(killedBy && { killedBy }),
  };
}
