import type { ContainerStateTerminated } from '../../api/types';
import { commandField } from './startErrors';
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
  const restarts = container.restartsAfter(exitCode);
  if (exitCode === 0 && !restarts) return undefined;
  const retry =
    restarts && ended.finishedAt
      ? restartRetry(momentOf(ended.finishedAt), restartCount, waiting?.message ?? '', container.facts.now)
      : undefined;
  const { cause, field, next } = endCause(ended, container);
  const subject = container.isInit ? 'this init container' : 'it';
  return container.finding({
    cause: `${subject} ${cause}${isBackOff || restartCount > 0 ? `, ${restartCount} ${restartCount === 1 ? 'restart' : 'restarts'} so far` : ''}`,
    evidence: isBackOff ? `${container.stateText}; last state ${endText(ended)}` : endText(ended),
    field,
    next,
    command: container.previousLogs,
    ...(retry && { retry }),
  });
}

/** A restart rule of one container's has all of them removed and started again (pkg/kubelet/kuberuntime, 1.35). */
function restartingAll(container: ContainerFacts, ended: ContainerStateTerminated): Finding {
  return container.finding({
    isWaiting: true,
    cause: 'all containers of the pod are started again, as a restart rule of one of them asks (RestartAllContainers)',
    evidence: endText(ended),
    field: '',
    next: 'see whose restartPolicyRules name RestartAllContainers, and why that container ends so',
    command: container.facts.describe,
  });
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 9: 'SIGKILL', 11: 'SIGSEGV', 13: 'SIGPIPE', 14: 'SIGALRM', 15: 'SIGTERM',
}; // prettier-ignore

function endCause(
  ended: ContainerStateTerminated,
  container: ContainerFacts,
): { cause: string; field: string; next: string } {
  const { exitCode, reason } = ended;
  const command = commandField(container);
  const said = ended.message ? `: ${ended.message.trim()}` : '';
  if (reason === 'OOMKilled')
    return {
      cause: 'used more memory than its limit and was killed (OOMKilled)',
      field: '.resources.limits[memory]',
      next: 'raise limits.memory, or find what uses it',
    };
  if (reason === 'ContainerStatusUnknown')
    return {
      cause: 'was lost: the runtime no longer knows how it ended (ContainerStatusUnknown)',
      field: '',
      next: 'see whether the node was restarted or its disk filled up',
    };
  if (exitCode === 0)
    return {
      cause: 'ends by itself with exit code 0, and restartPolicy Always starts it again',
      field: command,
      next: 'run something that stays, or make it a Job',
    };
  const signal = exitCode > 128 ? exitCode - 128 : (ended.signal ?? 0);
  const name = signals[signal] ?? (signal > 0 && signal < 65 ? `signal ${signal}` : undefined);
  const advice: Readonly<Record<number, string>> = {
    9: 'see who killed it: the node when memory ran out, or a grace period that ended',
    11: 'see its log: the program reads memory that is not its own',
    15: 'see who stopped it, and that it does not stop itself',
  };
  if (name !== undefined && exitCode !== 255)
    return {
      cause: `is ended by ${name} (exit code ${exitCode})${said}`,
      field: command,
      next: advice[signal] ?? 'see its log',
    };
  const meanings: Readonly<Record<number, string>> = {
    2: ' (in a shell: used wrongly)',
    125: ' (the container tool failed)',
    126: ' (its command cannot be run)',
    127: ' (its command was not found)',
    128: ' (it could not be started)',
  };
  return {
    cause: `ends with exit code ${exitCode}${meanings[exitCode] ?? ''}${said}`,
    field: command,
    next:
      exitCode === 127 || exitCode === 126
        ? 'correct the command, or add the program to the image'
        : 'see in its log why it ends',
  };
}
