import type { Finding } from './finding';
import { eventText, type ContainerFacts } from './podFacts';
import { restartRetry } from './retries';
import { killedBy } from './kills';
import { momentOf } from './eventTimes';

/** A postStart hook that fails, and for which the container is killed (kuberuntime_container.go, 1.37). */
export function hook(container: ContainerFacts): Finding | undefined {
  const { state, lastState, restartCount } = container.status;
  const event = container.last('FailedPostStartHook');
  const isNow = state?.waiting?.reason === 'PostStartHookError';
  const killing = killedBy(container, /FailedPostStartHook/);
  if (!isNow && !(event && killing)) return undefined;
  const said = isNow ? (state?.waiting?.message ?? '') : (event?.message ?? '');
  const ended = lastState?.terminated ?? state?.terminated;
  const why = (/error: (.*)$/s.exec(said)?.[1] ?? said).replace(/:? ?,? message: ""$/, '');
  const retry = container.restartsAfter(ended?.exitCode ?? 1)
    ? restartRetry(ended?.finishedAt ? momentOf(ended.finishedAt) : undefined, restartCount, said, container.facts.now)
    : undefined;
  const command = container.spec?.lifecycle?.postStart?.exec?.command?.join(' ');
  return container.finding({
    cause: `its postStart hook fails, and it is killed for that${why ? `: ${why}` : ''}`,
    evidence: [...(isNow ? [container.stateText] : []), ...(event ? [eventText(event)] : [])].join('; '),
    field: '.lifecycle.postStart',
    next:
      command === undefined
        ? 'see that what the hook asks answers as soon as the container runs'
        : `run \`${command}\` by hand in the image`,
    command: container.previousLogs,
    ...(retry && { retry }),
  });
}
