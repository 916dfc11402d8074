import type { ContainerStateTerminated } from '../../../api/types';

export const containerStatusUnknown = 'ContainerStatusUnknown';

/** How a container is said to have ended of which nothing is known (pkg/kubelet/status/status_manager.go, 1.37). */
export const unlocatedContainer: ContainerStateTerminated = {
  exitCode: 137,
  reason: containerStatusUnknown,
  message: 'The container could not be located when the pod was terminated',
  startedAt: null,
  finishedAt: null,
};
