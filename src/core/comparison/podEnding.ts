import type { Pod } from '../api/types';
import { podStatusWord } from '../trace/podStatusWord';

/** How a pod stands, in words that two starts of it share: `Running, 1/2 ready`; of containers that ended, how. */
export function podEnding(pod: Pod): string {
  const { status: word, ready, total } = podStatusWord(pod);
  // What is tried again and again shows now one, now the other.
  const status = word
    .replace('ErrImagePull', 'ImagePullBackOff')
    .replace(
      /^(Init:)?(Error|Completed|RunContainerError|OOMKilled|StartError)$/,
      pod.spec?.restartPolicy === 'Never' ? '$&' : '$1CrashLoopBackOff',
    );
  return `${status}, ${ready}/${total} ready${exitCodes(pod)}`;
}

/** How a pod stands, with the word that `kubectl get pods` has for it at this moment. */
export function shownEnding(pod: Pod): string {
  const { status, ready, total } = podStatusWord(pod);
  return `${status}, ${ready}/${total} ready${exitCodes(pod)}`;
}

function exitCodes({ status }: Pod): string {
  const codes = (status?.containerStatuses ?? []).flatMap(
    ({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode || [],
  );
  return codes.length > 0 ? `, exit code ${codes.join(', ')}` : '';
}
