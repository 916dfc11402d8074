import type { Pod } from '../api/types';

/** How far a pod's start is: under way, `started` (Ready, or ended well), or `failed` for good. */
export type PodProgress = 'starting' | 'started' | 'failed';

/** Reads it from the pod's status: a pod that is not Ready may yet become so, one whose phase is Failed may not. */
export function podProgress({ status }: Pod): PodProgress {
  if (status?.phase === 'Succeeded') return 'started';
  if (status?.phase === 'Failed') return 'failed';
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? 'started' : 'starting';
}
