import { byteLength } from '../../../api/byteLength';
import type { PodSpec } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue, required } from '../../../api/fieldErrors';
import { validateAddress } from './ipAddress';
import { dns1123SubdomainWithUnderscore } from '../../../api/names';

/** validatePodDNSConfig, pkg/apis/core/validation/validation.go, 1.37. */
export function validateDnsConfig({ dnsPolicy, dnsConfig }: PodSpec, path: string): FieldError[] {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!dnsConfig.nameservers?.length)
      return [required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  if (!dnsConfig) return [];
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  const errors: FieldError[] = [];
  if (nameservers.length > 3)
    errors.push(invalidValue(`${path}.nameservers`, nameservers, 'must not have more than 3 nameservers'));
  for (const [i, address] of nameservers.entries())
    errors.push(...validateAddress(address, `${path}.nameservers[${i}]`));
  if (searches.length > 32)
    errors.push(invalidValue(`${path}.searches`, searches, 'must not have more than 32 search paths'));
  if (byteLength(searches.join(' ')) > 2048) {
    const detail = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalidValue(`${path}.searches`, searches, detail));
  }
  for (const [i, search] of searches.entries()) {
    if (search === '.') continue;
    errors.push(...badName(`${path}.searches[${i}]`, search.replace(/\.$/, ''), dns1123SubdomainWithUnderscore));
  }
  for (const [i, { name }] of options.entries())
    if (!name) errors.push(required(`${path}.options[${i}]`, 'must not be empty'));
  return errors;
}
