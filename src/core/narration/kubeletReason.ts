import { words, type Runs } from '../textRuns';
import type { KubeletBecause, SandboxCause, StartCause } from '../trace/because';
import { checkReason, pullReason } from './imageReason';
import { named } from './named';
import { sentences } from './sentences';
import { startReason } from './startReason';
import { stopReason } from './stopReason';

/** Why the kubelet makes a call now. `container` is the call's. */
export function kubeletReason(because: KubeletBecause, container: string): Runs {
  switch (because.type) {
    case 'runSandbox':
      return sandboxReason(because.cause);
    case 'readSandbox':
      return words`The sandbox has just been made. The answer had only its ID, and the kubelet needs the IP address.`;
    case 'checkImage':
      return checkReason(because);
    case 'pullImage':
      return pullReason(because);
    case 'readImageSize':
      return words`The image has just been pulled. The kubelet reads its size, which the event ${named('Pulled')} tells.`;
    case 'readImageUser':
      return words`The kubelet is about to create ${named(container)}. It reads which user the image runs as, which becomes the user of the container unless the manifest sets ${named('runAsUser')}, and which ${named('runAsNonRoot')} checks.`;
    case 'createContainer':
      return sentences(
        restartNumber(container, because.restartCount),
        because.start && startReason(container, because.start),
        words`Its image is on the node, and its configuration is complete.`,
      );
    case 'startContainer':
      return sentences(
        restartNumber(container, because.restartCount),
        because.start && isAgain(because.start) ? startReason(container, because.start) : undefined,
        words`The container has just been created, and does not run yet.`,
      );
    case 'runHook':
      return because.hook === 'postStart'
        ? words`The container has just started and has a ${named('postStart')} hook. Until the hook ends, the kubelet starts no further container of the pod.`
        : words`The container is about to be stopped and has a ${named('preStop')} hook, which runs first. Its time counts towards the grace period.`;
    case 'probe':
      return probeReason(because);
    case 'stopContainer':
      return sentences(
        stopReason(words`the container ${named(container)}`, because.cause),
        because.graceSeconds === undefined
          ? undefined
          : words`The process has ${because.graceSeconds} s to end before it is killed.`,
      );
    case 'stopSandbox':
      return sentences(stopReason(['all of the pod'], because.cause), ['Its containers have ended.']);
    case 'removeContainer':
      return removeReason(because.cause, container);
    case 'removeSandbox':
      return words`The pod is gone from the API, and the kubelet collects the garbage that it left on the node.`;
  }
}

function restartNumber(container: string, count = 0): Runs | undefined {
  return count === 0 ? undefined : words`This is restart ${count} of ${named(container)}.`;
}

/** Whether the container ran before, so that the start has a reason of its own. */
function isAgain({ type }: StartCause): boolean {
  return type === 'ended' || type === 'ranBefore' || type === 'probeFailed' || type === 'newSandbox';
}

function sandboxReason(cause: SandboxCause): Runs {
  if (cause.type === 'sandboxChanged') {
    return words`The sandbox that the pod had cannot be used any more (${named(cause.what)}), so the kubelet makes a new one.`;
  }
  if (cause.failures === 0) return ['The pod has no sandbox yet, and every container needs one first.'];
  const times = cause.failures === 1 ? 'one attempt has failed' : `${cause.failures} attempts have failed`;
  return words`The pod still has no sandbox: ${times}, and the kubelet tries again.`;
}

function probeReason({
  probe,
  periodSeconds,
  before,
  failureThreshold,
  successThreshold,
}: Extract<KubeletBecause, { type: 'probe' }>): Runs {
  const every = words`The kubelet runs this ${probe} probe every ${periodSeconds} s.`;
  if (!before) return sentences(every, ['This is the first attempt.']);
  if (before.result === 'Unknown') return sentences(every, ['The previous attempt could not be made.']);
  const isFailure = before.result === 'Failure';
  const count = before.times === 1 ? 'The attempt before' : `The ${before.times} attempts before`;
  const threshold = isFailure ? failureThreshold : successThreshold;
  const limit = named(`${isFailure ? 'failureThreshold' : 'successThreshold'}: ${threshold}`);
  return sentences(every, words`${count} ${isFailure ? 'failed' : 'succeeded'} (${limit}).`);
}

function removeReason(cause: Extract<KubeletBecause, { type: 'removeContainer' }>['cause'], container: string): Runs {
  const name = named(container);
  switch (cause) {
    case 'olderInstance':
      return words`Another instance of ${name} has ended. The kubelet keeps only the newest ended one, so that its log can still be read with ${named('kubectl logs --previous')}.`;
    case 'olderInit':
      return words`The init container ${name} ran more than once. The kubelet keeps only its newest instance.`;
    case 'podDeleted':
      return words`The pod is being deleted and all of its containers have ended, so none is kept.`;
    case 'sandboxChanged':
      return words`The pod gets a new sandbox, in which its init containers run again.`;
    case 'restartAll':
      return words`All containers of the pod start again, so the kubelet removes their old instances.`;
    case 'garbage':
      return words`The pod is gone from the API, and the kubelet collects the garbage that it left on the node.`;
  }
}
