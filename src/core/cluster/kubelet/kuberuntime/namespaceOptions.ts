import type { Pod } from '../../../api/types';
import type { IDMapping, NamespaceOption, UserNamespace } from '../../../cri/types';
import { message } from '../../../cri/message';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { fnv1a } from '../../../go/fnv1a';
import { handlerFeatures, runtimeHandler } from './runtimeHandler';

/** How many ids a pod's user namespace has. */
const idsPerPod = 65536;

/**
 * Which namespaces the pod has for itself and which are the node's.
 * pkg/kubelet/kuberuntime/util/util.go (NamespacesForPod), 1.37.
 *
 * @throws KubeletError where the runtime can not give the pod what it asks for
 */
export function namespaceOptions(ctx: KubeletContext, pod: Pod): NamespaceOption {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace } = pod.spec ?? {};
  return message<NamespaceOption>({
    network: hostNetwork ? 'NODE' : undefined,
    pid: hostPID ? 'NODE' : shareProcessNamespace ? undefined : 'CONTAINER',
    ipc: hostIPC ? 'NODE' : undefined,
    userns_options: ctx.release.gates.UserNamespacesSupport ? userNamespace(ctx, pod) : undefined,
  });
}

/** pkg/kubelet/userns/userns_manager.go, 1.37. */
function userNamespace(ctx: KubeletContext, pod: Pod): UserNamespace {
  if (pod.spec?.hostUsers !== false) return { mode: 'NODE' };
  const handler = runtimeHandler(ctx, pod);
  const features = handlerFeatures(ctx.node, handler);
  if (!features?.userNamespaces) {
    let text = "can't set `spec.hostUsers: false`, runtime does not support user namespaces";
    if (handler) {
      text = `can't set \`spec.hostUsers: false\`, RuntimeClass handler "${handler}" does not support user namespaces`;
    }
    if (!features && ctx.node.runtimeHandlers.length > 0) text += `: the handler "${handler}" is not known`;
    throw new KubeletError('CreatePodSandboxError', text);
  }
  const mapping: IDMapping = { host_id: firstHostId(pod), length: idsPerPod };
  return { uids: [mapping], gids: [mapping] };
}

/** The kubelet takes any range that is free; here it follows from the pod's uid, so that it stays the same. */
function firstHostId(pod: Pod): number {
  return idsPerPod * (1 + (fnv1a(pod.metadata?.uid ?? '') % (idsPerPod - 1)));
}
