import type { Pod } from '../api/types';

/** How far a pod's start is: under way, `started` (Ready, ended well, or the one now and the other), or `failed` for good. */
export type PodProgress = 'starting' | 'started' | 'failed';

/** Reads it from the pod's status: a pod that is not Ready may yet become so, one whose phase is Failed may not. */
export function podProgress({ spec, status }: Pod): PodProgress {
  if (status?.phase === 'Succeeded') return 'started';
  if (status?.phase === 'Failed') return 'failed';
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return 'started';
  const containers = status?.containerStatuses ?? [];
  const isThrough = containers.every((one) => one.ready || one.state?.terminated?.exitCode === 0);
  // One that has ended keeps the pod from being Ready; when all have, it is about to be Succeeded.
  const isMixed = containers.some((one) => one.ready) && containers.some(({ state }) => state?.terminated);
  return spec?.restartPolicy !== 'Always' && isMixed && isThrough ? 'started' : 'starting';
}
