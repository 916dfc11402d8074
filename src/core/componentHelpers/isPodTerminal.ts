import type { Pod } from '../api/types';

/** Whether the pod has ended for good (pkg/api/v1/pod/util.go IsPodTerminal, 1.37). */
export function isPodTerminal({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}
