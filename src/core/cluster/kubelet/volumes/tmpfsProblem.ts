import { Quantity } from '../../../api/quantity';
import type { Pod, Volume } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';
import { podLimits } from '../../../componentHelpers/podResources';
import { volumeFiles } from '../kuberuntime/volumeFiles';

const pageSize = 4096n;

/**
 * Why the kubelet cannot write its files into a volume that lies in memory, which is as large as the pod's memory
 * limit (calculateEmptyDirMemorySize, pkg/volume/emptydir/empty_dir.go, 1.37): each file takes a page at least. A limit
 * of `100m`, a tenth of a byte, is a usual slip.
 * @param plugin as it stands in the volume's path: `projected`
 */
export function tmpfsProblem(ctx: KubeletContext, pod: Pod, volume: Volume, plugin: string): string | undefined {
  const limit = memoryLimit(pod);
  if (limit === 0n) return undefined;
  const pages = (limit + pageSize - 1n) / pageSize;
  const tooMany = volumeFiles(ctx, pod, volume).find((_, i) => BigInt(i) >= pages);
  if (tooMany === undefined) return undefined;
  const folder = `${ctx.node.rootDir}/pods/${pod.metadata?.uid}/volumes/kubernetes.io~${plugin}/${volume.name}`;
  return `write ${folder}/..data/${tooMany}: no space left on device`;
}

/** The memory limit of the pod's cgroup in bytes; 0 where a container has none (ResourceConfigForPod, pkg/kubelet/cm, 1.37). */
function memoryLimit(pod: Pod): bigint {
  const { containers = [], initContainers = [], resources } = pod.spec ?? {};
  const isLimited = (one: { resources?: typeof resources }): boolean =>
    !Quantity.of(one.resources?.limits?.['memory']).isZero();
  if (!isLimited(pod.spec ?? {}) && ![...containers, ...initContainers].every(isLimited)) return 0n;
  return podLimits(pod, { overhead: true }).get('memory')?.value() ?? 0n;
}
