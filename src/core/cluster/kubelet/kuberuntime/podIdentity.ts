import type { Pod } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';

/** A pod as the kubelet's messages name it: `web_shop(uid)`. pkg/kubelet/util/format/pod.go. */
export function formatPod({ metadata: { name = '', namespace = '', uid = '' } = {} }: Pod): string {
  return `${name}_${namespace}(${uid})`;
}

/** The pod's annotations with the two that the kubelet adds when it first sees a pod. pkg/kubelet/config/config.go. */
export function podAnnotations({ configSeen }: KubeletContext, pod: Pod): Record<string, string> {
  return {
    ...pod.metadata?.annotations,
    'kubernetes.io/config.seen': configSeen,
    'kubernetes.io/config.source': 'api',
  };
}

/** The folder of all that the kubelet keeps for a pod. */
export function podDir({ node }: KubeletContext, pod: Pod): string {
  return `${node.rootDir}/pods/${pod.metadata?.uid ?? ''}`;
}
