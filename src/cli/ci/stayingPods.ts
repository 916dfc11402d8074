import type { ObservedPod } from '../../core/observe/observation';

/**
 * The pods of which a pipeline is told in the end: those that are there and stay. Of a rollout the pods before it are gone, and
 * how they ended says nothing of the new ones. All of them, where none stays.
 */
export function stayingPods(pods: readonly ObservedPod[]): readonly ObservedPod[] {
  const staying = pods.filter(({ deleted, pod }) => !deleted && pod.metadata?.deletionTimestamp === undefined);
  return staying.length > 0 ? staying : pods;
}
