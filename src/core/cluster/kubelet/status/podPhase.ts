import type { ContainerStatus, Pod } from '../../../api/types';
import { containerShouldRestart, isRestartableInitContainer } from '../state/containerRestart';
import { restartingAllContainers } from '../state/restartAllContainers';
import { statusNamed } from './statusNamed';

/** The pod's phase, from its containers' statuses (getPhase, pkg/kubelet/kubelet_pods.go, 1.37). */
export function podPhase(
  pod: Pod,
  statuses: ContainerStatus[],
  podIsTerminal: boolean,
  podHasInitialized: boolean,
): string {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  let pendingInit = 0;
  let failedInitForGood = 0;
  for (const container of initContainers) {
    if (isRestartableInitContainer(container)) continue;
    const status = statusNamed(statuses, container.name);
    const ended = status?.state?.terminated ?? (status?.state?.waiting ? status.lastState?.terminated : undefined);
    if (!ended) pendingInit++;
    else if (ended.exitCode !== 0) {
      if (ended.reason !== restartingAllContainers && !containerShouldRestart(container, pod, ended.exitCode))
        failedInitForGood++;
    }
  }
  const count = { unknown: 0, running: 0, waiting: 0, stopped: 0, stoppedForGood: 0, succeeded: 0 };
  let pendingSidecars = 0;
  for (const container of initContainers) {
    if (!isRestartableInitContainer(container)) continue;
    const status = statusNamed(statuses, container.name);
    if (!status) count.unknown++;
    else if (status.state?.running) {
      if (!status.started) pendingSidecars++;
      count.running++;
    } else if (!status.state?.terminated && !status.lastState?.terminated) {
      pendingSidecars++;
      count.waiting++;
    }
  }
  for (const container of containers) {
    const status = statusNamed(statuses, container.name);
    if (!status) {
      count.unknown++;
      continue;
    }
    if (status.state?.running) {
      count.running++;
      continue;
    }
    const ended = status.state?.terminated ?? status.lastState?.terminated;
    if (!ended) {
      if (status.state?.waiting) count.waiting++;
      else count.unknown++;
      continue;
    }
    count.stopped++;
    if (ended.reason !== restartingAllContainers && !containerShouldRestart(container, pod, ended.exitCode))
      count.stoppedForGood++;
    if (status.state?.terminated?.exitCode === 0) count.succeeded++;
  }
  if (failedInitForGood > 0) return 'Failed';
  if (pendingInit > 0 || (pendingSidecars > 0 && !podHasInitialized) || count.waiting > 0) return 'Pending';
  const { running, unknown, stopped, succeeded } = count;
  if (running > 0 && unknown === 0) return 'Running';
  if (running === 0 && stopped > 0 && unknown === 0) {
    if (!podIsTerminal && stopped !== count.stoppedForGood) return 'Running';
    return stopped === succeeded ? 'Succeeded' : 'Failed';
  }
  return 'Pending';
}
