import { byteLength } from '../../../api/byteLength';
import type { PodSpec } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue, required } from '../../../api/fieldErrors';
import { validateAddress } from './ipAddress';
import { dns1123Subdomain, dns1123SubdomainWithUnderscore } from '../../../api/names';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** validatePodDNSConfig, pkg/apis/core/validation/validation.go, 1.37. */
export function validateDnsConfig(
  { dnsPolicy, dnsConfig }: PodSpec,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
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
    errors.push(...validateAddress(address, `${path}.nameservers[${i}]`, release));
  if (searches.length > 32)
    errors.push(invalidValue(`${path}.searches`, searches, 'must not have more than 32 search paths'));
  if (byteLength(searches.join(' ')) > 2048) {
    const detail = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalidValue(`${path}.searches`, searches, detail));
  }
  for (const [i, search] of searches.entries()) {
    const isRelaxed = release.gates.RelaxedDNSSearchValidation;
    if (isRelaxed && search === '.') continue;
    const check = !isRelaxed
      ? dns1123Subdomain
      : release.showsUnderscoresInSearches
        ? dns1123SubdomainWithUnderscore
        : underscoredInFormerWords;
    errors.push(...badName(`${path}.searches[${i}]`, search.replace(/\.$/, ''), check));
  }
  for (const [i, { name }] of options.entries())
    if (!name) errors.push(required(`${path}.options[${i}]`, 'must not be empty'));
  return errors;
}

/** The rule with underscores in the words of the one without (IsDNS1123SubdomainWithUnderscore, 0.33). */
function underscoredInFormerWords(name: string): string[] {
  return dns1123SubdomainWithUnderscore(name).map((text) => {
    const form = text.indexOf("'_?[a-z0-9]");
    const plain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
    return form < 0 ? text : `${text.slice(0, form)}'${plain}(\\.${plain})*')`;
  });
}
