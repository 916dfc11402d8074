import { Quantity } from '../../../api/quantity';
import type { LinuxContainerResources } from '../../../cri/types';
import { int64, message } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { cgroupsOf } from './cgroups';

/** The length of a turn in which the CPU quota counts, in microseconds. */
const cpuPeriod = 100_000n;

/** CPU shares for thousandths of a CPU: 1024 for a whole one, at least 2. */
function milliCpuToShares(milliCpu: bigint, max: number): bigint {
  const shares = (milliCpu * 1024n) / 1000n;
  if (shares < 2n) return 2n;
  return Number(shares) > max ? BigInt(max) : shares;
}

/** Microseconds of CPU a turn: none (no limit) for 0, at least a thousand. */
function milliCpuToQuota(milliCpu: bigint): bigint {
  if (milliCpu === 0n) return 0n;
  const quota = (milliCpu * cpuPeriod) / 1000n;
  return quota < 1000n ? 1000n : quota;
}

/**
 * CPU and memory as the kernel takes them. Without a CPU request, the limit stands in for it.
 * pkg/kubelet/kuberuntime/kuberuntime_container_linux.go (calculateLinuxResources), 1.37.
 */
export function calculateLinuxResources(
  { node, release }: KubeletContext,
  cpuRequest: Quantity | undefined,
  cpuLimit: Quantity,
  memoryLimit: Quantity,
): LinuxContainerResources {
  const request = cpuRequest && (release.zeroCpuRequestCounts || !cpuRequest.isZero()) ? cpuRequest : cpuLimit;
  return message<LinuxContainerResources>({
    cpu_period: String(cpuPeriod),
    cpu_quota: int64(milliCpuToQuota(cpuLimit.milliValue())),
    cpu_shares: int64(milliCpuToShares(request.milliValue(), release.maxCpuShares)),
    memory_limit_in_bytes: int64(memoryLimit.value()),
    // On v2 the kernel kills a whole container when it is out of memory, not one of its processes.
    unified: release.unifiedResources && cgroupsOf(node).version === 2 ? { 'memory.oom.group': '1' } : undefined,
  });
}
