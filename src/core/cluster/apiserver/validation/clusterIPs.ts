import type { ServiceSpec } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { duplicate, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { isIPv6, validateAddress } from './ipAddress';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const families = ['IPv4', 'IPv6'];
const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/**
 * A Service's own addresses and their families, which are looked at before all else
 * (ValidateServiceClusterIPsRelatedFields, pkg/apis/core/validation/validation.go, and initIPFamilyFields,
 * pkg/registry/core/service/storage/alloc.go, 1.37), in a cluster of IPv4 alone.
 */
export function validateClusterIPs(spec: ServiceSpec, release: KubernetesRelease): FieldError[] {
  const { type, clusterIP = '', clusterIPs: ips = [], ipFamilies = [], ipFamilyPolicy } = spec;
  if (type === 'ExternalName') return [];
  const path = 'spec.clusterIPs';
  const errors: FieldError[] = [];
  const wrong = (detail: string): void => void errors.push(invalidValue(path, ips, detail));
  if (clusterIP && ips.length === 0) errors.push(required(path));
  else if (clusterIP && ips[0] !== clusterIP) wrong('first value must match `clusterIP`');
  else if (!clusterIP && ips.length > 0) wrong('must be empty when `clusterIP` is not specified');
  for (const [i, family] of ipFamilies.entries()) {
    if (!families.includes(family)) errors.push(unsupported(`spec.ipFamilies[${i}]`, family, families));
    if (ipFamilies.indexOf(family) < i) errors.push(duplicate(`spec.ipFamilies[${i}]`, family));
  }
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy))
    errors.push(unsupported('spec.ipFamilyPolicy', ipFamilyPolicy, policies));
  const before = errors.length;
  for (const [i, ip] of ips.entries()) {
    if (i > 0 || ip !== 'None') errors.push(...validateAddress(ip, `${path}[${i}]`, release));
    else if (ips.length > 1) wrong("'None' must be the first and only value");
  }
  const areValid = errors.length === before;
  if (ips.length > 2) wrong('may only hold up to 2 values');
  if (!areValid) return errors;
  if (ips.length > 1 && ips.every(isIPv6) === ips.some(isIPv6))
    wrong('may specify no more than one IP for each IP family');
  if (clusterIP !== 'None') errors.push(...familyErrors(ips, ipFamilies, path));
  return errors.length > 0 ? errors : notConfigured(spec);
}

function familyErrors(ips: readonly string[], ipFamilies: readonly string[], path: string): FieldError[] {
  return ips.slice(0, ipFamilies.length).flatMap((ip, i) => {
    const family = ipFamilies[i]!;
    if (!families.includes(family) || (family === 'IPv6') === isIPv6(ip)) return [];
    const an = family === 'IPv4' ? 'an IPv4' : 'an IPv6';
    return [invalidValue(`${path}[${i}]`, ip, `expected ${an} value as indicated by \`ipFamilies[${i}]\``)];
  });
}

/** What only a cluster of two families has; a headless Service without a selector may say what it likes. */
function notConfigured({ clusterIP, selector, ipFamilies = [], ipFamilyPolicy }: ServiceSpec): FieldError[] {
  if (clusterIP === 'None' && Object.keys(selector ?? {}).length === 0) return [];
  const errors: FieldError[] = [];
  if (ipFamilyPolicy === 'RequireDualStack') {
    const detail = 'this cluster is not configured for dual-stack services';
    errors.push(invalidValue('spec.ipFamilyPolicy', ipFamilyPolicy, detail));
  }
  for (const [i, family] of ipFamilies.entries())
    if (family === 'IPv6') errors.push(invalidValue(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster'));
  return errors;
}
