import type { Pod } from '../../api/types';
import { Quantity } from '../../api/quantity';
import { hostPortsOf, portsConflict } from '../../componentHelpers/hostPorts';
import { matchesNodeSelectorTerms } from '../../componentHelpers/nodeAffinity';
import type { KubeletContext } from './context/kubeletContext';
import { podRequests } from '../../componentHelpers/podResources';
import { entryOf } from '../../entryOf';

const osLabel = 'kubernetes.io/os';

/** Sysctls that are safe for any pod (pkg/kubelet/sysctl/safe_sysctls.go, 1.37). */
export const safeSysctls = new Set(['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']); // prettier-ignore

/**
 * Why this node does not take the pod, though it was assigned to it (pkg/kubelet/lifecycle/predicate.go,
 * pkg/kubelet/sysctl/allowlist.go, 1.37); undefined where it does.
 * @param others the pods that are on the node already
 */
export function nodeAdmission(
  ctx: KubeletContext,
  pod: Pod,
  others: readonly Pod[],
): { reason: string; message: string } | undefined {
  const { node } = ctx;
  for (const { name } of pod.spec?.securityContext?.sysctls ?? []) {
    const dotted = name.replaceAll('/', '.');
    const because =
      !(safeSysctls.has(dotted) && !ctx.release.unsafeSysctls.includes(dotted)) &&
      !node.allowedUnsafeSysctls?.includes(dotted)
        ? ctx.release.forbiddenSysctl
        : dotted.startsWith('net.') && pod.spec?.hostNetwork
          ? 'not allowed with host net enabled'
          : dotted.startsWith('kernel.') && pod.spec?.hostIPC
            ? 'not allowed with host ipc enabled'
            : undefined;
    if (because) return { reason: 'SysctlForbidden', message: `forbidden sysctl: "${name}" ${because}` };
  }
  // The kubelet writes its own system into the label.
  const nodeOs = node.labels[osLabel] ?? 'linux';
  const os = pod.spec?.os?.name;
  if ((pod.metadata?.labels?.[osLabel] ?? nodeOs) !== nodeOs) {
    return {
      reason: 'PodOSSelectorNodeLabelDoesNotMatch',
      message: "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
    };
  }
  if (os && os !== nodeOs)
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  if (pod.spec?.securityContext?.supplementalGroupsPolicy === 'Strict' && !node.features.supplementalGroupsPolicy) {
    return {
      reason: 'SupplementalGroupsPolicyNotSupported',
      message: 'SupplementalGroupsPolicy=Strict is not supported in this node',
    };
  }
  const lacking = lackingResource(ctx, pod, others);
  if (lacking) return lacking;
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (
    selector.some(([key, value]) => entryOf(node.labels, key) !== value) ||
    (required && !matchesNodeSelectorTerms(required, node))
  ) {
    return {
      reason: 'NodeAffinity',
      message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    };
  }
  if (portsConflict(hostPortsOf(pod), others.flatMap(hostPortsOf))) {
    return {
      reason: 'NodePorts',
      message: "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
    };
  }
  const wantsAppArmor = appArmorProfiles(pod).some((type) => type === 'RuntimeDefault' || type === 'Localhost');
  if (wantsAppArmor && !node.appArmor) {
    return { reason: 'AppArmor', message: 'Cannot enforce AppArmor: AppArmor is not enabled on the host' };
  }
  return undefined;
}

/** The first resource of which the node has not enough, in the scheduler's order (fitsRequest, noderesources/fit.go, 1.37). */
function lackingResource(
  { node }: KubeletContext,
  pod: Pod,
  others: readonly Pod[],
): { reason: string; message: string } | undefined {
  const refusal = (name: string, requested: bigint, used: bigint, capacity: bigint) => ({
    reason: `OutOf${name}`,
    message: `Node didn't have enough resource: ${name}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  });
  const most = Quantity.of(node.capacity.pods).value();
  if (node.capacity.pods && BigInt(others.length) >= most) return refusal('pods', 1n, BigInt(others.length), most);
  const requests = podRequests(pod, { overhead: true });
  const names = new Set(['cpu', 'memory', 'ephemeral-storage', ...requests.keys()]);
  for (const name of names) {
    const requested = requests.get(name) ?? Quantity.zero;
    // What the node does not know at all is not its own to give: devices of the cluster, or claims.
    if (requested.isZero() || (name.includes('/') && entryOf(node.capacity, name) === undefined)) continue;
    let used = Quantity.zero;
    for (const other of others) used = used.add(podRequests(other, { overhead: true }).get(name) ?? Quantity.zero);
    const capacity = Quantity.of(entryOf(node.capacity, name));
    if (used.add(requested).compare(capacity) <= 0) continue;
    const amount = (quantity: Quantity): bigint => (name === 'cpu' ? quantity.milliValue() : quantity.value());
    return refusal(name, amount(requested), amount(used), amount(capacity));
  }
  return undefined;
}

/** The types of AppArmor profile that the pod and its containers ask for. */
function appArmorProfiles({ spec }: Pod): (string | undefined)[] {
  const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? []), ...(spec?.ephemeralContainers ?? [])];
  return [
    spec?.securityContext?.appArmorProfile?.type,
    ...all.map(({ securityContext }) => securityContext?.appArmorProfile?.type),
  ];
}
