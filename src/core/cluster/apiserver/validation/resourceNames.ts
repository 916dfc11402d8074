import { qualifiedName } from '../../../api/names';

/** What the names of resources say (pkg/apis/core/helper/helpers.go, 1.37). */
const integers = ['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers']; // prettier-ignore
const computed = ['cpu', 'memory', 'ephemeral-storage'];
const standardQuota = [...computed, ...[...computed, 'storage'].map((name) => `requests.${name}`), ...computed.map((name) => `limits.${name}`), ...integers]; // prettier-ignore

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** IsStandardQuotaResourceName. */
export function isStandardQuotaResource(name: string): boolean {
  return standardQuota.includes(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** IsStandardResourceName. */
export function isStandardResource(name: string): boolean {
  return name === 'storage' || isStandardQuotaResource(name);
}

/** IsStandardContainerResourceName. */
export function isStandardContainerResource(name: string): boolean {
  return computed.includes(name) || isHugePages(name);
}

/** IsNativeResource: Kubernetes' own. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** IsExtendedResourceName: a device plugin's. */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
}

/** IsIntegerResourceName: not to be divided. */
export function isIntegerResource(name: string): boolean {
  return integers.includes(name) || isExtendedResource(name);
}

/** IsOvercommitAllowed: a limit may be more than the request. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}
