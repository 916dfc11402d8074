import type { Pod } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { StoredObjects } from '../../../api/objectStore';
import { unresolvable, type Attempt, type Plugin } from '../interface/plugin';

/** A ResourceClaim, as far as it is read here. */
interface Claim extends KubernetesObject {
  spec?: { devices?: { requests?: DeviceRequest[] } };
}

interface DeviceRequest {
  name: string;
  /** In v1beta1; later inside `exactly`. */
  deviceClassName?: string;
  exactly?: { deviceClassName?: string };
  firstAvailable?: { name: string; deviceClassName?: string }[];
}

/** A ResourceSlice, as far as it is read here. */
interface Slice extends KubernetesObject {
  spec?: { driver?: string };
}

/**
 * Devices that a pod claims (plugins/dynamicresources/dynamicresources.go, 1.37). What a class selects is an expression
 * that nobody evaluates here: its devices are those of a ResourceSlice whose driver has the class's name.
 */
export const dynamicResources: Plugin = {
  name: 'DynamicResources',
  preFilter: (attempt) => {
    for (const claim of claimsOf(attempt)) {
      for (const request of claim.spec?.devices?.requests ?? []) {
        for (const [name, className] of classesOf(request)) {
          if (className && !attempt.store.get('DeviceClass', '', className))
            return `request ${name}: device class ${className} does not exist`;
        }
      }
    }
    return undefined;
  },
  filter: (attempt) => {
    const offered = new Set(attempt.store.list<Slice>('ResourceSlice').map(({ spec }) => spec?.driver));
    const isOffered = (request: DeviceRequest): boolean =>
      classesOf(request).some(([, className]) => className !== undefined && offered.has(className));
    return claimsOf(attempt).every((claim) => (claim.spec?.devices?.requests ?? []).every(isOffered))
      ? undefined
      : unresolvable('cannot allocate all claims');
  },
  hints: ['DeviceClass'],
};

function classesOf({ name, deviceClassName, exactly, firstAvailable }: DeviceRequest): [string, string | undefined][] {
  if (firstAvailable) return firstAvailable.map((one) => [`${name}/${one.name}`, one.deviceClassName]);
  return [[name, exactly?.deviceClassName ?? deviceClassName]];
}

/** The names of the claims that the pod uses: its own, or made from a template; undefined for one that is not made yet. */
function namesOf({ spec, status }: Pod): (string | undefined)[] {
  return (spec?.resourceClaims ?? []).map(
    ({ name, resourceClaimName }) =>
      resourceClaimName ?? status?.resourceClaimStatuses?.find((made) => made.name === name)?.resourceClaimName,
  );
}

function claimsOf({ pod, store }: Attempt): Claim[] {
  return namesOf(pod).flatMap((name) => {
    const claim = name && store.get<Claim>('ResourceClaim', pod.metadata?.namespace ?? '', name);
    return claim ? [claim] : [];
  });
}

/** Whether all claims of the pod exist: until then it is not tried. */
export function hasItsClaims(pod: Pod, store: StoredObjects): boolean {
  return namesOf(pod).every((name) => name && store.get('ResourceClaim', pod.metadata?.namespace ?? '', name));
}
