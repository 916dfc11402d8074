import { formatDuration } from '../formatDuration';
import { words, type Runs } from '../textRuns';
import type { Ended, StartCause } from '../trace/because';
import { named } from './named';
import { sentences } from './sentences';

/** Why a container is started now. */
export function startReason(container: string, cause: StartCause): Runs {
  const name = named(container);
  switch (cause.type) {
    case 'first':
      return cause.after ? afterInit(name, cause.after) : words`${name} starts for the first time.`;
    case 'failedBefore':
      return words`${name} still has to start: the last attempt left it waiting with ${named(cause.reason)}.`;
    case 'neverStarted':
      return words`${name} was created but never started, so the kubelet creates it again.`;
    case 'ended':
      return sentences(
        words`${name} ended with exit code ${cause.exitCode}${reasonOf(cause)}.`,
        policyOf(cause),
        backOff(cause),
        seenBackOff(cause),
      );
    case 'ranBefore':
      return sentences(words`${name} ran before. Nothing shows how that run ended.`, seenBackOff(cause));
    case 'probeFailed':
      return sentences(
        words`The ${cause.probe} probe of ${name} failed too often. The kubelet stopped the container and starts it again.`,
        backOff(cause),
      );
    case 'newSandbox':
      return sentences(words`The pod has a new sandbox, so ${name} starts again in it.`, backOff(cause));
    case 'ephemeral':
      return words`Somebody added the ephemeral container ${name} to the running pod, as ${named('kubectl debug')} does.`;
  }
}

function afterInit(name: Runs, { container, isSidecar }: { container: string; isSidecar: boolean }): Runs {
  return isSidecar
    ? words`The sidecar ${named(container)} before it has started, so it is the turn of ${name}.`
    : words`The init container ${named(container)} before it has ended with exit code 0, so it is the turn of ${name}.`;
}

function reasonOf({ reason }: Ended): Runs {
  return reason === '' || reason === 'Error' || reason === 'Completed' ? [] : words` (${named(reason)})`;
}

function policyOf({ exitCode, restartPolicy, byRule }: Ended): Runs {
  if (byRule) return words`One of its ${named('restartPolicyRules')} says that it is restarted after this exit code.`;
  const policy = named(`restartPolicy: ${restartPolicy}`);
  if (restartPolicy === 'OnFailure') return words`With ${policy}, the kubelet restarts a container that fails.`;
  return exitCode === 0
    ? words`With ${policy}, the kubelet restarts it, although it did not fail.`
    : words`With ${policy}, the kubelet restarts it.`;
}

function backOff({ backOffMs }: { backOffMs?: number }): Runs | undefined {
  if (backOffMs === undefined) return undefined;
  return backOffMs === 0
    ? ['The first restart does not wait.']
    : words`The back-off of ${formatDuration(backOffMs)} since its end is over.`;
}

function seenBackOff({ sawBackOff }: { sawBackOff?: true }): Runs | undefined {
  return (
    sawBackOff && words`The event ${named('BackOff')} tells that the kubelet waited before it restarted the container.`
  );
}
