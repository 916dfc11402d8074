import type { Container } from '../../../api/types';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import type { ContainerToReset } from '../state/restartAllContainers';

export type KillReason = 'StartupProbe' | 'LivenessProbe' | 'FailedPostStartHook' | 'RestartAllContainers' | 'Unknown';

export interface ContainerToKill {
  container: Container;
  state: ContainerState;
  message: string;
  reason: KillReason;
}

/** What a sync will do: podActions of pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37. */
export interface PodActions {
  killPod: boolean;
  createSandbox: boolean;
  /** The sandbox that is there already. */
  sandboxId: string | undefined;
  attempt: number;
  initContainersToStart: number[];
  containersToStart: number[];
  ephemeralContainersToStart: number[];
  containersToKill: ContainerToKill[];
  /** What is stopped and removed because all containers are to be started anew. */
  containersToReset: ContainerToReset[];
}
