import type { KubernetesObject } from '../api/kubernetesObject';
import type { Node } from '../api/types';
import type { ApiView } from '../api/view';

/**
 * The container runtime of the nodes that some pods are on, as these tell it (`containerd://1.7.27`): what is to be
 * expected of the pods is simulated with it. Undefined where none was seen, or they have several.
 */
export function observedRuntime({ pods, objects = [] }: Pick<ApiView, 'pods' | 'objects'>): string | undefined {
  const names = new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []));
  const told = objects.filter(isNode).flatMap(({ metadata, status }) => {
    const isOne = names.has(metadata?.name ?? '');
    return isOne ? (status?.nodeInfo?.containerRuntimeVersion ?? []) : [];
  });
  const [first, second] = new Set(told);
  return second === undefined ? first : undefined;
}

function isNode(object: KubernetesObject): object is Node {
  return object.kind === 'Node';
}
