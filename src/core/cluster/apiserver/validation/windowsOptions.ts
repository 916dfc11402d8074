import { byteLength } from '../../../api/byteLength';
import type { Container, PodSpec, WindowsSecurityContextOptions } from '../../../api/types';
import { containersOf } from './containersOf';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue } from '../../../api/fieldErrors';
import { dns1123Subdomain } from '../../../api/names';

const dnsLabel = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const isDnsDomain = (text: string): boolean =>
  text.split('.').every((label) => label.length <= 63 && dnsLabel.test(label));
const netBiosDomain = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;

/** What only Windows knows (validateWindowsSecurityContextOptions, pkg/apis/core/validation/validation.go, 1.37). */
export function validateWindowsOptions(options: WindowsSecurityContextOptions | undefined, path: string): FieldError[] {
  if (!options) return [];
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  const errors = name === undefined ? [] : badName(`${path}.gmsaCredentialSpecName`, name, dns1123Subdomain);
  const specPath = `${path}.gmsaCredentialSpec`;
  if (spec === '') errors.push(invalidValue(specPath, spec, 'gmsaCredentialSpec cannot be an empty string'));
  else if (spec !== undefined && byteLength(spec) > 65_536)
    errors.push(invalidValue(specPath, spec, 'gmsaCredentialSpec size must be under 64 KiB'));
  if (user !== undefined)
    errors.push(...userErrors(user).map((text) => invalidValue(`${path}.runAsUserName`, user, `runAsUserName${text}`)));
  return errors;
}

function userErrors(name: string): string[] {
  if (!name) return [' cannot be an empty string'];
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) return [' cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return [' cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const errors: string[] = [];
  if (byteLength(domain ?? '') >= 256) errors.push("'s Domain length must be under 256 characters");
  if (domain !== undefined && !netBiosDomain.test(domain) && !isDnsDomain(domain))
    errors.push("'s Domain doesn't match the NetBios nor the DNS format");
  if (!user) errors.push("'s User cannot be empty");
  else if (byteLength(user) > 104) errors.push("'s User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) errors.push("'s User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    errors.push('\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  return errors;
}

/** Containers that are processes of the node (validateWindowsHostProcessPod). */
export function validateHostProcess(spec: PodSpec, path: string): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const own = ({ securityContext }: Container): boolean | undefined => securityContext?.windowsOptions?.hostProcess;
  const containers = containersOf(spec, path);
  const errors: FieldError[] = [];
  let count = 0;
  for (const [container, at] of containers) {
    const ofContainer = own(container);
    if (ofPod !== undefined && ofContainer !== undefined && ofPod !== ofContainer) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalidValue(`${at}.securityContext.windowsOptions.hostProcess`, ofContainer, detail));
    }
    if (ofContainer ?? ofPod) count++;
  }
  if (count === 0) return errors;
  if (count !== containers.length) {
    const detail = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalidValue(path, '', detail));
  }
  if (!spec.hostNetwork) {
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalidValue(`${path}.hostNetwork`, false, detail));
  }
  return errors;
}
