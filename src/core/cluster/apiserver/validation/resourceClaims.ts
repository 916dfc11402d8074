import type { ObjectMeta, PodResourceClaim, PodSpec, ResourceClaim } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, forbiddenField, invalidValue, notFound, required } from '../../../api/fieldErrors';
import { goPointer, goStruct, goText, type GoValue } from '../../../api/goValue';
import { dns1123Label, dns1123Subdomain } from '../../../api/names';

export function claimNames({ resourceClaims = [] }: PodSpec): ReadonlySet<string> {
  return new Set(resourceClaims.map(({ name }) => name ?? '').filter(Boolean));
}

/** The pod's claims of devices (validatePodResourceClaims, pkg/apis/core/validation/validation.go, 1.37). */
export function validatePodResourceClaims(
  claims: readonly Partial<PodResourceClaim>[] | undefined,
  path: string,
  metadata: ObjectMeta | undefined,
): FieldError[] {
  const names = new Set<string>();
  return (claims ?? []).flatMap((claim, i) => {
    const at = `${path}[${i}]`;
    const { name, resourceClaimName: own, resourceClaimTemplateName: template } = claim;
    if (metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined)
      return [forbiddenField('[]', 'static pods do not support resource claims')];
    const errors: FieldError[] = [];
    if (!name) errors.push(required(`${at}.name`));
    else if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else {
      errors.push(...badName(`${at}.name`, name, dns1123Label));
      names.add(name);
    }
    const wrong = (detail: string): void => {
      const text = (value: string | undefined): GoValue =>
        goPointer('string', value === undefined ? undefined : goText(value));
      const shown = goStruct('core.PodResourceClaim', {
        Name: goText(name ?? ''),
        ResourceClaimName: text(own),
        ResourceClaimTemplateName: text(template),
      });
      errors.push(invalidValue(at, shown, detail));
    };
    if (own !== undefined && template !== undefined)
      wrong('at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified');
    if (own === undefined && template === undefined)
      wrong('must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    if (own !== undefined) errors.push(...badName(`${at}.resourceClaimName`, own, dns1123Subdomain));
    if (template !== undefined) errors.push(...badName(`${at}.resourceClaimTemplateName`, template, dns1123Subdomain));
    return errors;
  });
}

/** The claims that a container's resources name (validateResourceClaimNames). */
export function validateResourceClaimNames(
  claims: readonly Partial<ResourceClaim>[],
  path: string,
  known: ReadonlySet<string>,
): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap(({ name, request }, i) => {
    const at = `${path}[${i}]`;
    if (!name) return [required(at)];
    const errors: FieldError[] = [];
    if (seen.has(name)) errors.push(duplicate(at, name));
    else {
      const key = request ? `${name}/${request}` : name;
      if (request) errors.push(...badName(`${at}.request`, request, dns1123Label));
      if (seen.has(key)) errors.push(duplicate(at, key));
      else if (!request) {
        for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(at, name));
      }
      seen.add(key);
    }
    if (!known.has(name)) {
      const list = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
      errors.push({ ...notFound(at, name), detail: `must be one of the names in pod.spec.resourceClaims${list}` });
    }
    return errors;
  });
}
