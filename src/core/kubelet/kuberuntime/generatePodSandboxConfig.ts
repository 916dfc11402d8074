import type { Pod } from '../../api/types';
import type { PodSandboxConfig } from '../../cri/types';
import type { KubeletContext } from '../kubeletContext';

/**
 * The config of RunPodSandbox, PullImage and CreateContainer.
 * pkg/kubelet/kuberuntime/kuberuntime_sandbox.go, 1.37.
 *
 * @param attempt how many sandboxes this pod has had before
 * @throws KubeletError (CreatePodSandboxError)
 */
export function generatePodSandboxConfig(_ctx: KubeletContext, pod: Pod, attempt: number): PodSandboxConfig {
  const { name = '', uid = '', namespace = '' } = pod.metadata ?? {};
  return { metadata: { name, uid, namespace, ...(attempt ? { attempt } : {}) } };
}
