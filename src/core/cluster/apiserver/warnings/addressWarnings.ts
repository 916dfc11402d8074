import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { ipv6Groups } from '../../../api/ipv6Groups';

/**
 * An address that is taken, in a form that is unusual (apimachinery/pkg/util/validation/ip.go GetWarningsForIP, 0.37).
 * Nothing of a text that is no address.
 */
export function addressWarnings(text: string, path: string, release: KubernetesRelease): string[] {
  if (!release.warnsOfUnusualAddresses) return [];
  const canonical = canonicalAddress(text);
  if (canonical === undefined || canonical === text) return [];
  const isWhat = release.gates.StrictIPCIDRValidation
    ? 'is invalid'
    : 'will be considered invalid in a future Kubernetes release';
  return isNonStandard(text)
    ? [`${path}: non-standard IP address "${text}" ${isWhat}: use "${canonical}"`]
    : [`${path}: IPv6 address "${text}" should be in RFC 5952 canonical format ("${canonical}")`];
}

/** With leading zeros, or an IPv4 address as an IPv6 one. */
function isNonStandard(text: string): boolean {
  return /(^|[.:])0\d+(\.|$)/.test(text) || isMapped(ipv6Groups(text) ?? []);
}

function isMapped(groups: readonly number[]): boolean {
  return groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
}

/** As Go writes an address (net.IP String); undefined for a text that is none. */
function canonicalAddress(text: string): string | undefined {
  const groups = ipv6Groups(text);
  if (!groups) {
    const parts = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
    return parts.length === 4 && parts.every((part) => part < 256) ? parts.join('.') : undefined;
  }
  const [high = 0, low = 0] = groups.slice(6);
  if (isMapped(groups)) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return shortened(groups);
}

/** RFC 5952: the first of the longest runs of two zeros or more is left out. */
function shortened(groups: readonly number[]): string {
  let [from, length] = [0, 0];
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > length) [from, length] = [start, end - start];
  }
  const words = groups.map((group) => group.toString(16));
  if (length < 2) return words.join(':');
  return `${words.slice(0, from).join(':')}::${words.slice(from + length).join(':')}`;
}
