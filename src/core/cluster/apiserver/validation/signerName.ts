import { goQuote } from '../../../go/goQuote';
import type { FieldError } from '../../../api/fieldError';
import { invalidValue, required, tooLong } from '../../../api/fieldErrors';
import { dns1123Label, dns1123Subdomain, type NameCheck } from '../../../api/names';

/** A signer of certificates, `example.com/signer` (ValidateSignerName, pkg/apis/core/validation/names.go, 1.37). */
export function validateSignerName(path: string, name: string): FieldError[] {
  if (!name) return [required(path)];
  const [domain, rest, ...more] = name.split('/');
  if (domain === undefined || rest === undefined || more.length > 0) {
    return [
      invalidValue(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'"),
    ];
  }
  const errors = domain.length > 253 ? [tooLong(path, 253)] : [];
  errors.push(...firstBadPart(path, domain, dns1123Label));
  if (!domain.includes('.'))
    errors.push(invalidValue(path, domain, 'should be a domain with at least two segments separated by dots'));
  errors.push(...firstBadPart(path, rest, dns1123Subdomain));
  if (name.length > 571) errors.push(tooLong(path, 571));
  return errors;
}

function firstBadPart(path: string, text: string, check: NameCheck): FieldError[] {
  for (const part of text.split('.')) {
    const wrong = check(part).map((why) => invalidValue(path, text, `validating label ${goQuote(part)}: ${why}`));
    if (wrong.length > 0) return wrong;
  }
  return [];
}

/** Kubernetes' own signers give certificates for a day at most. */
export function isKubernetesSigner(name: string): boolean {
  return /(^|\.)kubernetes\.io$/.test(name.replace(/\/.*/s, ''));
}

/** A ClusterTrustBundle's name, which begins with its signer's where it has one (ValidateClusterTrustBundleName). */
export const clusterTrustBundleName: NameCheck = (name) => dns1123Subdomain(name.slice(name.lastIndexOf(':') + 1));
