import type { FieldError } from '../../../api/fieldError';
import { invalidValue } from '../../../api/fieldErrors';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { ipv6Groups } from '../../../api/ipv6Groups';

/** An address in a field that is older than strict rules (apimachinery/pkg/util/validation/ip.go IsValidIPForLegacyField, 0.37). */
export function validateAddress(text: string, path: string, { gates }: KubernetesRelease): FieldError[] {
  const v4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
  if (v4 ? text.split('.').some((part) => Number(part) > 255) : !isIPv6(text))
    return [invalidValue(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  if (!gates.StrictIPCIDRValidation) return [];
  const errors: FieldError[] = [];
  const tail = v4 ? text : text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && /(^|\.)0\d/.test(tail)) errors.push(invalidValue(path, text, 'must not have leading 0s'));
  else if (isMapped(text)) errors.push(invalidValue(path, text, 'must not be an IPv4-mapped IPv6 address'));
  return errors;
}

/** ... and one that has no meaning of its own (ValidateNonSpecialIP, pkg/apis/core/validation/validation.go, 1.37). */
export function validateOutsideAddress(text: string, path: string, release: KubernetesRelease): FieldError[] {
  const errors = validateAddress(text, path, release);
  if (errors.length > 0) return errors;
  const groups = ipv6Groups(text);
  const [a = 0, b = 0, c = 0] = text.split('.').map(Number);
  const isAll = groups ? groups.slice(0, 7).every((group) => group === 0) : false;
  const special = groups
    ? [isAll && groups[7] === 0, isAll && groups[7] === 1, (groups[0]! & 0xffc0) === 0xfe80, (groups[0]! & 0xff0f) === 0xff02] // prettier-ignore
    : [text === '0.0.0.0', a === 127, a === 169 && b === 254, a === 224 && b === 0 && c === 0];
  return specialRanges.flatMap((what, i) => (special[i] ? [invalidValue(path, text, `may not be ${what}`)] : []));
}

const specialRanges = [
  'unspecified (0.0.0.0)',
  'in the loopback range (127.0.0.0/8, ::1/128)',
  'in the link-local range (169.254.0.0/16, fe80::/10)',
  'in the link-local multicast range (224.0.0.0/24, ff02::/10)',
];

/** A network in such a field (IsValidCIDRForLegacyField). */
export function validateCidr(text: string, path: string, { gates }: KubernetesRelease): FieldError[] {
  const [, ip = '', prefix = ''] = /^([^/]*)\/(\d+)$/.exec(text) ?? [];
  const groups = ipv6Groups(ip);
  const plain = ip.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : 256));
  const isV4 = !ip.includes(':') && plain.length === 4 && plain.every((part) => part < 256);
  if ((!isV4 && !groups) || prefix === '' || Number(prefix) > (isV4 ? 32 : 128))
    return [invalidValue(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  if (!gates.StrictIPCIDRValidation) return [];
  if (/(^|[./])0\d/.test(isV4 ? text : text.slice(text.lastIndexOf(':') + 1)))
    return [invalidValue(path, text, 'must not have leading 0s in IP or prefix length')];
  if (isMapped(ip)) return [invalidValue(path, text, 'must not have an IPv4-mapped IPv6 address')];
  const bits = isV4
    ? plain.map((part) => part.toString(2).padStart(8, '0'))
    : groups!.map((group) => group.toString(2).padStart(16, '0'));
  return bits.join('').slice(Number(prefix)).includes('1')
    ? [invalidValue(path, text, 'must not have bits set beyond the prefix length')]
    : [];
}

export function isIPv6(text: string): boolean {
  return ipv6Groups(text) !== undefined;
}

function isMapped(text: string): boolean {
  const groups = ipv6Groups(text);
  return groups !== undefined && groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}
