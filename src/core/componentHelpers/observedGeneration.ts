import type { Pod } from '../api/types';
import type { KubernetesRelease } from '../release/kubernetesRelease';

/**
 * The generation of the pod that a status or a condition is about, where the release tells it
 * (CalculatePodStatusObservedGeneration, pkg/api/v1/pod/util.go, 1.37).
 */
export function observedGeneration({ gates }: KubernetesRelease, { metadata }: Pod): number | undefined {
  return gates.PodObservedGenerationTracking ? metadata?.generation : undefined;
}
