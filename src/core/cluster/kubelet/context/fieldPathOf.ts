import type { Pod } from '../../../api/types';

/** The container's place in the pod: `spec.initContainers{name}`. */
export function fieldPathOf(pod: Pod, name: string): string {
  const { initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  if (initContainers.some((container) => container.name === name)) return `spec.initContainers{${name}}`;
  if (ephemeralContainers.some((container) => container.name === name)) return `spec.ephemeralContainers{${name}}`;
  return `spec.containers{${name}}`;
}
