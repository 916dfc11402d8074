import type { KubernetesRelease } from '../release/kubernetesRelease';
import type { ProbeTimes } from './probeTimes';
import type { Window } from './window';

/** A container as its probes see it. */
export interface ClockedContainer {
  readonly startup?: ProbeTimes;
  readonly readiness?: ProbeTimes;
  readonly liveness?: ProbeTimes;
  /** Seconds for which hooks hold the sync that starts it, during which the kubelet does not know that it runs. */
  readonly heldSeconds: number;
  /** Seconds for which hooks of other containers may hold a later sync. */
  readonly othersSeconds: number;
  /** Whether nothing but its own start and probes makes the kubelet sync the pod. */
  readonly isAlone: boolean;
}

/** What is known in a kubelet, before anybody is told; of the same container. */
export interface Known {
  readonly container: ClockedContainer;
  readonly release: KubernetesRelease;
  /** Seconds from the start until its probes succeed; Infinity for never. */
  readonly answers: number;
  /** The kubelet's status says that it runs. */
  readonly seen: Window;
  /** How long a sync waits that is asked for right after another one. */
  readonly syncSeconds: number;
}
