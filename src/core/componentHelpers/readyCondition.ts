import type { PodStatus } from '../api/types';

/** The condition `Ready` of a pod that is Ready; undefined where it is not (pkg/api/v1/pod/util.go IsPodReady, 1.37). */
export function readyCondition(
  status: Pick<PodStatus, 'conditions'> | undefined,
): NonNullable<PodStatus['conditions']>[number] | undefined {
  return status?.conditions?.find(({ type, status: is }) => type === 'Ready' && is === 'True');
}
