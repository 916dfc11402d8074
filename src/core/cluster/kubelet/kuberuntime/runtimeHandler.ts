import type { Pod, RuntimeClass } from '../../../api/types';
import type { NodeDescription } from '../../../scenario/scenario';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';

/**
 * The runtime handler of the pod's RuntimeClass, '' without one.
 * pkg/kubelet/runtimeclass/runtimeclass_manager.go, 1.37.
 *
 * @throws KubeletError where there is no such RuntimeClass
 */
export function runtimeHandler({ store }: KubeletContext, pod: Pod): string {
  const name = pod.spec?.runtimeClassName;
  if (!name) return '';
  const runtimeClass = store.get<RuntimeClass>('RuntimeClass', '', name);
  if (!runtimeClass) {
    throw new KubeletError('CreatePodSandboxError', `runtimeclass.node.k8s.io "${name}" not found`);
  }
  return runtimeClass.handler;
}

/** What the node's runtime says of a handler; undefined for one that it does not know. */
export function handlerFeatures(
  node: NodeDescription,
  handler: string,
): NodeDescription['runtimeHandlers'][number]['features'] | undefined {
  return node.runtimeHandlers.find(({ name }) => name === handler)?.features;
}
