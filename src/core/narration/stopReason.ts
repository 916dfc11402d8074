import { words, type Runs } from '../textRuns';
import type { StopCause } from '../trace/because';
import { named } from './named';

/** Why a container, or all of a pod, is stopped now. `what` names it: "container `app`". */
export function stopReason(what: Runs, cause: StopCause): Runs {
  switch (cause.type) {
    case 'podDeleted':
      return cause.graceSeconds === undefined
        ? words`The pod is being deleted, so the kubelet stops ${what}.`
        : words`The pod is being deleted with a grace period of ${cause.graceSeconds} s, so the kubelet stops ${what}.`;
    case 'podEnded': {
      const why = cause.reason === undefined ? [] : words` (${named(cause.reason)})`;
      return words`The pod has reached its final phase ${named(cause.phase)}${why}, so the kubelet stops ${what}.`;
    }
    case 'probeFailed': {
      const limit = named('failureThreshold');
      const times =
        cause.threshold === undefined
          ? words`as often as its ${limit} says`
          : cause.threshold === 1
            ? words`once, and its ${limit} is 1`
            : words`${cause.threshold} times in a row, which is its ${limit}`;
      const next = cause.restarts
        ? 'The kubelet stops the container, and then starts it again.'
        : 'The kubelet stops the container, and does not start it again.';
      return words`The ${cause.probe} probe failed ${times}. ${next}`;
    }
    case 'postStartFailed':
      return words`The ${named('postStart')} hook failed. A container whose hook failed is stopped.`;
    case 'sandboxChanged':
      return words`The pod needs a new sandbox (${named(cause.what)}), so the kubelet stops what is left in the old one.`;
    case 'initFailed':
      return words`The init container ${named(cause.container)} failed with exit code ${cause.exitCode} and is not restarted, so the pod has failed and the kubelet stops ${what}.`;
    case 'nothingLeft':
      return words`No container of the pod is left to run or to restart, so the kubelet stops ${what}.`;
    case 'restartAll':
      return words`A container ended with an exit code for which its ${named('restartPolicyRules')} say ${named('RestartAllContainers')}: the kubelet stops all containers of the pod and starts them again.`;
  }
}
