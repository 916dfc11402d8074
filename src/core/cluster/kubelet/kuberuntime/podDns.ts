import type { Pod, PodDNSConfigOption } from '../../../api/types';
import type { DNSConfig } from '../../../cri/types';
import { message } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { formatPod } from './podIdentity';

const maxNameservers = 3;
const maxDnsName = 253;

/** What the kubelet says of a pod's DNS settings, as a Warning event. */
export interface DnsWarning {
  reason: 'DNSConfigForming' | 'MissingClusterDNS';
  message: string;
}

/**
 * The pod's resolv.conf: from the cluster's DNS or the node's, by its policy, and what its dnsConfig adds.
 * pkg/kubelet/network/dns/dns.go (GetPodDNS), 1.37.
 */
export function podDns(ctx: KubeletContext, pod: Pod): { config: DNSConfig; warnings: DnsWarning[] } {
  const { node, release } = ctx;
  const warnings: DnsWarning[] = [];
  let { servers, searches, options } = node.resolvConf;
  switch (dnsType(pod)) {
    case 'none':
      [servers, searches, options] = [[], [], []];
      break;
    case 'cluster':
      if (node.clusterDNS.length > 0) {
        servers = node.clusterDNS;
        searches = clusterSearches(node.clusterDomain, pod.metadata?.namespace ?? '', searches);
        options = ['ndots:5'];
        break;
      }
      warnings.push({
        reason: 'MissingClusterDNS',
        message:
          `pod: "${formatPod(pod)}". kubelet does not have ClusterDNS IP configured and cannot create Pod using ` +
          '"ClusterFirst" policy. Falling back to "Default" policy.',
      });
      break;
    case 'host':
      break;
  }
  const extra = pod.spec?.dnsConfig;
  if (extra) {
    servers = [...new Set([...servers, ...(extra.nameservers ?? [])])];
    searches = [...new Set([...searches, ...(extra.searches ?? [])])];
    options = mergeOptions(options, extra.options ?? []);
  }
  if (servers.length > maxNameservers) {
    servers = servers.slice(0, maxNameservers);
    warnings.push({
      reason: 'DNSConfigForming',
      message: `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${servers.join(' ')}`,
    });
  }
  const fitting = fitSearches(
    searches,
    release.maxDnsSearchPaths,
    release.maxDnsSearchChars,
    release.dropsLongDnsSearches,
  );
  if (fitting.length < searches.length) {
    warnings.push({
      reason: 'DNSConfigForming',
      message: `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${fitting.join(' ')}`,
    });
  }
  return { config: message<DNSConfig>({ servers, searches: fitting, options }), warnings };
}

function dnsType(pod: Pod): 'none' | 'cluster' | 'host' {
  switch (pod.spec?.dnsPolicy) {
    case 'None':
      return 'none';
    case 'Default':
      return 'host';
    case 'ClusterFirst':
      return pod.spec.hostNetwork ? 'host' : 'cluster';
    case 'ClusterFirstWithHostNet':
    case undefined:
    default:
      return 'cluster';
  }
}

function clusterSearches(domain: string, namespace: string, hostSearches: string[]): string[] {
  if (!domain) return hostSearches;
  return [...new Set([`${namespace}.svc.${domain}`, `svc.${domain}`, domain, ...hostSearches])];
}

/** Options by name; what the pod says replaces what was there. */
function mergeOptions(existing: string[], added: PodDNSConfigOption[]): string[] {
  const values = new Map<string, string>();
  for (const option of existing) {
    const colon = option.indexOf(':');
    values.set(colon < 0 ? option : option.slice(0, colon), colon < 0 ? '' : option.slice(colon + 1));
  }
  for (const { name = '', value = '' } of added) values.set(name, value);
  return [...values].map(([name, value]) => (value ? `${name}:${value}` : name));
}

function fitSearches(searches: string[], maxPaths: number, maxChars: number, dropLong: boolean): string[] {
  const fitting = searches.slice(0, maxPaths).filter((search) => !dropLong || search.length <= maxDnsName);
  while (fitting.join(' ').length > maxChars) fitting.pop();
  return fitting;
}
