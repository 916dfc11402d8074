import type { Container } from '../../../api/types';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import type { SandboxCause, StartCause, StopCause } from '../../../trace/because';
import type { ContainerToReset } from '../state/restartAllContainers';

export type KillReason = 'StartupProbe' | 'LivenessProbe' | 'FailedPostStartHook' | 'RestartAllContainers' | 'Unknown';

export interface ContainerToKill {
  container: Container;
  state: ContainerState;
  message: string;
  reason: KillReason;
  because: StopCause;
}

/** What a sync will do: podActions of pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37. */
export interface PodActions {
  killPod: boolean;
  createSandbox: boolean;
  /** Why all that is left is stopped, where `killPod` says so. */
  killCause: StopCause;
  /** Why the sandbox, or a new one, is to be made, where `createSandbox` says so. */
  sandboxCause: SandboxCause;
  /** The sandbox that is there already. */
  sandboxId: string | undefined;
  attempt: number;
  initContainersToStart: number[];
  containersToStart: number[];
  ephemeralContainersToStart: number[];
  /** Why each of the containers to start is to be started, by name. */
  startCauses: Map<string, StartCause>;
  containersToKill: ContainerToKill[];
  /** What is stopped and removed because all containers are to be started anew. */
  containersToReset: ContainerToReset[];
}
