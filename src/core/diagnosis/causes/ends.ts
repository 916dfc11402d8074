import type { ContainerStateTerminated } from '../../api/types';
import { endCause } from '../facts/endCauses';
import { momentOf } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { endText, type ContainerFacts } from '../facts/podFacts';
import { restartRetry } from '../facts/retries';

/** A container that ended, and should not have. */
export function end(container: ContainerFacts): Finding | undefined {
  const { state, lastState, restartCount } = container.status;
  const waiting = state?.waiting;
  const isBackOff = waiting?.reason === 'CrashLoopBackOff';
  // One that runs again is given its chance; what it waits for is told by its probes.
  const ended = state?.terminated ?? (state?.running ? undefined : lastState?.terminated);
  if (!ended || (container.isSidecar && container.facts.isDone)) return undefined;
  if (ended.reason === 'RestartingAllContainers') return restartingAll(container, ended);
  const exitCode = ended.exitCode ?? 0;
  const restarts = container.facts.pod.status?.phase !== 'Failed' && container.restartsAfter(exitCode);
  if (exitCode === 0 && !restarts) return undefined;
  const retry =
    restarts && ended.finishedAt
      ? restartRetry(momentOf(ended.finishedAt), restartCount, waiting?.message ?? '', container.facts.now)
      : undefined;
  const { name, cause, field, next } = endCause(ended, container);
  const subject = container.isInit ? 'this init container' : 'it';
  return container.finding({
    name,
    cause: `${subject} ${cause}${isBackOff || restartCount > 0 ? `, ${restartCount} ${restartCount === 1 ? 'restart' : 'restarts'} so far` : ''}`,
    evidence: `${isBackOff ? `${container.stateText}; last state ${endText(ended)}` : endText(ended)}${container.logEnd}`,
    field,
    next,
    command: container.previousLogs,
    ...(retry && { retry }),
  });
}

/** A restart rule of one container's has all of them removed and started again (pkg/kubelet/kuberuntime, 1.35). */
function restartingAll(container: ContainerFacts, ended: ContainerStateTerminated): Finding {
  return container.finding({
    name: 'all-containers-restart',
    isWaiting: true,
    cause: 'all containers of the pod are started again, as a restart rule of one of them asks (RestartAllContainers)',
    evidence: endText(ended),
    field: '',
    next: 'find out whose restartPolicyRules name RestartAllContainers, and why that container ends so',
    command: container.facts.describe,
  });
}
