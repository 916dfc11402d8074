import type { ApiServer } from '../../apiserver/apiServer';
import type { Random } from '../../../random';
import type { VirtualClock } from '../../../virtualClock';
import type { OwnedPods } from './ownedPods';
import type { PodAllowance } from './podAllowance';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** What the controllers work with. */
export interface ControllerParts {
  apiServer: ApiServer;
  clock: VirtualClock;
  random: Random;
  pods: OwnedPods;
  allowance: PodAllowance;
  /** The control plane's. */
  release: KubernetesRelease;
}

/** How long a controller takes to see a change, and one POST with its answer, in milliseconds (as recorded). */
export const reactionMs = 8;
export const createMs = 9;
