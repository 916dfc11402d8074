import type { KubernetesObject } from '../../../api/kubernetesObject';

/** The finalizers of an object without one of them. */
export function finalizersWithout({ metadata }: KubernetesObject, finalizer: string): string[] {
  return (metadata?.finalizers ?? []).filter((name) => name !== finalizer);
}
