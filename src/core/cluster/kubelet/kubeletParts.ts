import type { KubernetesRelease } from '../../release/kubernetesRelease';
import type { Random } from '../../random';
import type { PullVerification } from '../../scenario/pullVerification';
import type { NodeDescription } from '../../scenario/scenario';
import type { VirtualClock } from '../../virtualClock';
import type { ApiClient } from '../apiserver/apiClient';
import type { ApiServer } from '../apiserver/apiServer';
import type { SimulatedRuntime } from '../runtime/simulatedRuntime';
import type { Backoff } from './context/backoff';
import type { RecordedCall } from './context/criClient';
import type { ProbeAttempt } from './probes/probeAttempt';
import type { ImageManager } from './sync/imageManager';
import type { VolumeManager } from './volumes/volumeManager';

export interface KubeletOptions {
  /** Where its calls of the runtime are kept, in the order in which they begin. */
  calls: RecordedCall[];
  /** Where attempts of probes over the network are kept, in the order in which they end. */
  attempts: ProbeAttempt[];
  apiServer: ApiServer;
  runtime: SimulatedRuntime;
  clock: VirtualClock;
  random: Random;
  release: KubernetesRelease;
  /** The release of the API server. */
  controlPlane: KubernetesRelease;
  node: NodeDescription;
  revealSecrets: boolean;
  provides: (what: string) => boolean;
  /** The scheme of container ids: `containerd`. */
  runtimeName: string;
  /** How many images are pulled at once. */
  parallelPulls: number;
  pullVerification: PullVerification;
}

/** What a node's pods share. */
export interface KubeletParts {
  readonly options: KubeletOptions;
  /** Its handle of the API server. */
  readonly client: ApiClient;
  readonly images: ImageManager;
  readonly volumes: VolumeManager;
  readonly crashLoopBackOff: Backoff;
  /** When the PLEG next lists what the runtime has, in milliseconds since the epoch. */
  nextRelist(): number;
}
