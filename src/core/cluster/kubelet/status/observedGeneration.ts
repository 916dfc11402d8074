import type { Pod } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';

/**
 * The generation of the pod that a status or a condition is about, where the release tells it
 * (CalculatePodStatusObservedGeneration, pkg/api/v1/pod/util.go, 1.37).
 */
export function observedGeneration({ release }: KubeletContext, { metadata }: Pod): number | undefined {
  return release.gates.PodObservedGenerationTracking ? metadata?.generation : undefined;
}
