import { Quantity } from '../../../api/quantity';
import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type { HugepageLimit } from '../../../cri/types';
import { int64, message } from '../../../cri/message';
import type { NodeDescription } from '../../../scenario/scenario';
import { isPodLevelResourcesSet } from '../../../componentHelpers/podResources';

const prefix = 'hugepages-';
const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** A page size as the kernel names it: `2MB` for a resource `hugepages-2Mi`. */
function pageSize(resource: string): string {
  let size = Quantity.of(resource.slice(prefix.length)).value();
  let unit = 0;
  while (size > 0n && size % 1024n === 0n && unit < units.length - 1) {
    size /= 1024n;
    unit++;
  }
  return `${size}${units[unit] ?? ''}`;
}

const sizesOfNodes = new WeakMap<NodeDescription, string[]>();

/** The page sizes that the node's kernel has, the smallest first: those of its capacity, also where it has no pages of them. */
function pageSizes(node: NodeDescription): string[] {
  let sizes = sizesOfNodes.get(node);
  if (!sizes) {
    sizes = Object.keys(node.capacity)
      .filter((resource) => resource.startsWith(prefix))
      .sort((a, b) => Quantity.of(a.slice(prefix.length)).compare(Quantity.of(b.slice(prefix.length))))
      .map(pageSize);
    sizesOfNodes.set(node, sizes);
  }
  return sizes;
}

/**
 * A limit for every page size that the node has; none may be used that is not asked for. The container's
 * own limits stand before the pod's.
 * pkg/kubelet/kuberuntime/kuberuntime_container_linux.go (GetHugepageLimitsFromResources), 1.37.
 */
export function hugepageLimits(
  node: NodeDescription,
  pod: Pod,
  container: Container | EphemeralContainer,
): HugepageLimit[] {
  const required = new Map<string, bigint>();
  const ofPod = isPodLevelResourcesSet(pod) ? pod.spec?.resources?.limits : undefined;
  for (const limits of [ofPod, container.resources?.limits]) {
    for (const [resource, amount] of Object.entries(limits ?? {})) {
      if (resource.startsWith(prefix)) required.set(pageSize(resource), Quantity.of(amount).value());
    }
  }
  return pageSizes(node).map((size) =>
    message<HugepageLimit>({ page_size: size, limit: int64(required.get(size) ?? 0n) }),
  );
}
