import type { VirtualClock } from '../../../virtualClock';
import type { Backoff } from '../context/backoff';
import type { CriClient } from '../context/criClient';
import type { KubeletContext } from '../context/kubeletContext';
import type { PodEvents } from '../context/podEvents';
import type { ProbeResults } from '../state/probeResults';
import type { ImageManager } from './imageManager';

/** What the container runtime's manager works with, for one pod. */
export interface RuntimeParts {
  ctx: KubeletContext;
  client: CriClient;
  events: PodEvents;
  clock: VirtualClock;
  images: ImageManager;
  probes: ProbeResults;
  crashLoopBackOff: Backoff;
  terminationLogId: () => string;
  /** Called when the sandbox is up, before images are pulled. */
  onSandboxReady: () => void;
  /** The reason that a container's last failed start left in its status. */
  failureOf: (container: string) => string | undefined;
  /** Whether the pod is being deleted by now. */
  isTerminating: () => boolean;
}
