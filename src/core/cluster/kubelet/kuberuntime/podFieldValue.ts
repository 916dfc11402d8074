import { knowsField } from '../../../release/kubernetesRelease';
import { subscript } from '../../../api/subscript';
import type { ObjectFieldSelector, Pod } from '../../../api/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { goQuote } from '../../../go/goQuote';
import { podAnnotations } from './podIdentity';
import { entryOf } from '../../../entryOf';

/**
 * The value of a field of the pod, for a variable or a downward API file.
 * pkg/kubelet/kubelet_pods.go (podFieldSelectorRuntimeValue) and pkg/fieldpath/fieldpath.go, 1.37.
 *
 * @param podIPs the pod's addresses, the runtime's first
 * @throws KubeletError for a field that can not be had
 */
export function podFieldValue(ctx: KubeletContext, field: ObjectFieldSelector, pod: Pod, podIPs: string[]): string {
  const { fieldPath, apiVersion = 'v1' } = field;
  if (apiVersion !== 'v1') fail(`unsupported pod version: ${apiVersion}`);
  const parts = subscript(fieldPath);
  if (parts) return subscripted(ctx, pod, parts.field, parts.key, fieldPath);

  const metadata = pod.metadata ?? {};
  switch (fieldPath) {
    case 'metadata.name':
      return metadata.name ?? '';
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
      return formatMap(metadata.labels ?? {});
    case 'metadata.annotations':
      return formatMap(podAnnotations(ctx, pod));
    case 'spec.nodeName':
    case 'spec.host':
      return pod.spec?.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec?.serviceAccountName ?? '';
    case 'status.hostIP':
      return ctx.node.internalIP;
    case 'status.hostIPs':
      return knowsField(ctx.release, 'PodStatus', 'hostIPs')
        ? ctx.node.internalIP
        : fail(`field label not supported: ${fieldPath}`);
    case 'status.podIP':
      return byFamily(ctx, podIPs)[0] ?? '';
    case 'status.podIPs':
      return byFamily(ctx, podIPs).join(',');
    case 'spec.restartPolicy':
    case 'spec.schedulerName':
    case 'status.phase':
      return fail(`unsupported fieldPath: ${fieldPath}`);
    default:
      return fail(`field label not supported: ${fieldPath}`);
  }
}

function subscripted(ctx: KubeletContext, pod: Pod, path: string, key: string, whole: string): string {
  if (path === 'metadata.annotations') return entryOf(podAnnotations(ctx, pod), key) ?? '';
  if (path === 'metadata.labels') return entryOf(pod.metadata?.labels, key) ?? '';
  return fail(`field label does not support subscript: ${whole}`);
}

/** One line for each entry, sorted by key: `tier="web"`. */
function formatMap(map: Record<string, string>): string {
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${goQuote(entryOf(map, key) ?? '')}`)
    .join('\n');
}

/** One address of each family, that of the node's family first. */
function byFamily({ node }: KubeletContext, podIPs: string[]): string[] {
  const primary = podIPs.find((ip) => isIPv6(ip) === isIPv6(node.internalIP));
  const secondary = podIPs.find((ip) => isIPv6(ip) !== isIPv6(node.internalIP));
  return [primary, secondary].filter((ip) => ip !== undefined);
}

function isIPv6(ip: string): boolean {
  return ip.includes(':');
}

function fail(text: string): never {
  throw new KubeletError('CreateContainerConfigError', text);
}
