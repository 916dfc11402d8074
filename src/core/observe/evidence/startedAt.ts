import type { ContainerStatus } from '../../api/types';

/**
 * When a container's run began, in the status's words; undefined, too, for one that could not be started: the kubelet
 * then tells the beginning of 1970.
 */
export function startedAt(state: ContainerStatus['state']): string | undefined {
  const at = state?.running?.startedAt ?? state?.terminated?.startedAt;
  return at && Date.parse(at) > 0 ? at : undefined;
}
