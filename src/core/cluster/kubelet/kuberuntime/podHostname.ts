import type { Pod } from '../../../api/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';

/** A host name may have 63 characters, the kernel's node name 64. */
const maxHostname = 63;
const maxNodename = 64;

/**
 * The pod's host name and the domain it is in ('' without one): hostnameOverride, or hostname and
 * subdomain, or the pod's name.
 * pkg/kubelet/kubelet_pods.go (GeneratePodHostNameAndDomain), 1.37.
 */
export function podHostnameAndDomain({ node }: KubeletContext, pod: Pod): { hostname: string; domain: string } {
  const { hostnameOverride, hostname, subdomain } = pod.spec ?? {};
  if (hostnameOverride) return { hostname: truncated(hostnameOverride), domain: '' };
  return {
    hostname: truncated(hostname || (pod.metadata?.name ?? '')),
    domain: subdomain ? `${subdomain}.${pod.metadata?.namespace ?? ''}.svc.${node.clusterDomain}` : '',
  };
}

function truncated(hostname: string): string {
  if (hostname.length <= maxHostname) return hostname;
  let end = maxHostname;
  while (/[-.]/.test(hostname[end - 1] ?? '')) end--;
  return hostname.slice(0, end);
}

/**
 * The name that the kernel gives to the pod's processes: with its domain where setHostnameAsFQDN asks for it.
 * pkg/kubelet/util/util.go (GetNodenameForKernel), 1.37.
 *
 * @throws KubeletError for one that is too long
 */
export function kernelHostname(ctx: KubeletContext, pod: Pod): string {
  const { hostname, domain } = podHostnameAndDomain(ctx, pod);
  if (!domain || !pod.spec?.setHostnameAsFQDN) return hostname;
  const fqdn = `${hostname}.${domain}`;
  if (fqdn.length > maxNodename) {
    throw new KubeletError(
      'CreatePodSandboxError',
      `failed to construct FQDN from pod hostname and cluster domain, FQDN ${fqdn} is too long ` +
        `(${maxNodename} characters is the max, ${fqdn.length} characters requested)`,
    );
  }
  return fqdn;
}
