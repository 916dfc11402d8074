import type { KubernetesObject } from '../api/kubernetesObject';
import { valueAt, type Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Gift, Need } from './need';
import type { Known } from './known';
import { textAt } from '../manifest/textAt';

/** The devices of claims that the manifest has: their classes, and nodes that have such devices. */
export function claimedDevices({ pod, namespace }: AskedPods, known: Known): Need[] {
  return (pod.spec.resourceClaims ?? []).flatMap(({ resourceClaimName, resourceClaimTemplateName }) => {
    const kind = resourceClaimName === undefined ? 'ResourceClaimTemplate' : 'ResourceClaim';
    const claim = known.find(kind, namespace, resourceClaimName ?? resourceClaimTemplateName ?? '');
    if (!claim) return [];
    const spec: Path = kind === 'ResourceClaim' ? ['spec'] : ['spec', 'spec'];
    const requests = valueAt(claim, [...spec, 'devices', 'requests']);
    if (!Array.isArray(requests)) return [];
    const { name = '', namespace: written } = claim.metadata ?? {};
    return requests.flatMap((_, i): Need[] => {
      const request = [...spec, 'devices', 'requests', i];
      const path = [
        [...request, 'exactly', 'deviceClassName'],
        [...request, 'deviceClassName'],
        [...request, 'firstAvailable', 0, 'deviceClassName'],
      ].find((each) => textAt(claim, each) !== '');
      if (!path) return [];
      const className = textAt(claim, path);
      const place = { kind, name, ...(written !== undefined && { namespace: written }), path };
      return [
        {
          id: `devices of ${className}`,
          what: `a node with devices of the class ${className}`,
          place,
          gift: giftOf(className, known),
        },
      ];
    });
  });
}

function giftOf(className: string, known: Known): Gift {
  const apiVersion = 'resource.k8s.io/v1';
  const metadata = { name: className };
  const slice = { apiVersion, kind: 'ResourceSlice', metadata, spec: { driver: className } };
  const deviceClass: KubernetesObject = { apiVersion, kind: 'DeviceClass', metadata };
  return { objects: known.find('DeviceClass', '', className) ? [slice] : [deviceClass, slice] };
}
