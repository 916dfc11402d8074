import { Quantity } from '../../../api/quantity';
import type { Pod } from '../../../api/types';
import type { LinuxContainerResources } from '../../../cri/types';
import type { KubeletContext } from '../context/kubeletContext';
import { calculateLinuxResources } from './linuxResources';
import { podLimits, podRequests } from '../../../componentHelpers/podResources';

/**
 * What the pod's containers may use together.
 * pkg/kubelet/kuberuntime/kuberuntime_sandbox_linux.go (calculateSandboxResources), 1.37.
 */
export function sandboxResources(ctx: KubeletContext, pod: Pod): LinuxContainerResources {
  const limits = podLimits(pod);
  return calculateLinuxResources(
    ctx,
    podRequests(pod).get('cpu'),
    limits.get('cpu') ?? Quantity.zero,
    limits.get('memory') ?? Quantity.zero,
  );
}

/**
 * What the runtime class takes for itself, as request and limit alike; an empty message without one.
 * pkg/kubelet/kuberuntime/kuberuntime_sandbox_linux.go (convertOverheadToLinuxResources), 1.37.
 */
export function sandboxOverhead(ctx: KubeletContext, pod: Pod): LinuxContainerResources {
  const overhead = pod.spec?.overhead;
  if (!overhead) return {};
  const cpu = Quantity.of(overhead['cpu']);
  return calculateLinuxResources(ctx, cpu, cpu, Quantity.of(overhead['memory']));
}
