import type { Finding } from '../facts/finding';
import { eventText, type ContainerFacts } from '../facts/podFacts';
import { restartRetry } from '../facts/retries';
import { ofLastRun } from '../facts/kills';
import { momentOf } from '../../trace/eventTimes';

/** A postStart hook that fails, and for which the container is killed (kuberuntime_container.go, 1.37). */
export function hook(container: ContainerFacts): Finding | undefined {
  const { state, lastState, restartCount } = container.status;
  const event = container.last('FailedPostStartHook');
  const isNow = state?.waiting?.reason === 'PostStartHookError';
  // The event that it is killed may be missing: a pod with many events has no more of them (client-go's EventCorrelator).
  if (!isNow && !ofLastRun(container, event)) return undefined;
  const said = isNow ? (state?.waiting?.message ?? '') : (event?.message ?? '');
  const ended = lastState?.terminated ?? state?.terminated;
  const why = (/error: (.*)$/s.exec(said)?.[1] ?? said)
    .replace(/^PostStartHook failed$|:? ?,? message: ""$/, '')
    .trimEnd()
    .replace(/[:,]$/, '');
  const retry = container.restartsAfter(ended?.exitCode ?? 1)
    ? restartRetry(ended?.finishedAt ? momentOf(ended.finishedAt) : undefined, restartCount, said, container.facts.now)
    : undefined;
  const command = container.spec?.lifecycle?.postStart?.exec?.command?.join(' ');
  return container.finding({
    name: 'post-start-hook-fails',
    cause: `its postStart hook fails, so it is killed${why ? `: ${why}` : ''}`,
    evidence: [...(isNow ? [container.stateText] : []), ...(event ? [eventText(event)] : [])].join('; '),
    field: '.lifecycle.postStart',
    next:
      command !== undefined
        ? `run \`${command}\` by hand in the image`
        : /invalid handler/.test(why)
          ? 'the kubelet does not support such a hook (tcpSocket): use exec, httpGet or sleep'
          : /port "[^"]*" not found/.test(why)
            ? 'no port of the container has that name: correct the port of the hook, or name the port'
            : 'check that what the hook calls answers as soon as the container runs',
    command: container.previousLogs,
    ...(retry && { retry }),
  });
}
