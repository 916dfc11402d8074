import type { Pod } from '../api/types';

/** Whether a pod in this phase has ended for good (pkg/api/v1/pod/util.go IsPodPhaseTerminal, 1.37). */
export function isPodPhaseTerminal(phase: string | undefined): phase is 'Failed' | 'Succeeded' {
  return phase === 'Failed' || phase === 'Succeeded';
}

/** Whether the pod has ended for good (pkg/api/v1/pod/util.go IsPodTerminal, 1.37). */
export function isPodTerminal({ status }: Pod): boolean {
  return isPodPhaseTerminal(status?.phase);
}
