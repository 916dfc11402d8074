import type { Container, PodSpec } from '../api/types';
import { applyDefaultImageTag } from '../kubelet/kuberuntime/imageReference';
import type { Scenario } from '../simulate/scenario';

/** A user that is not root, as many images have one of their own. */
const nonRoot = 65_532;

/**
 * Whether a pod's images must have users of their own: it says runAsNonRoot and no runAsUser. With images that run as
 * root it would not start, which would hide what all its other fields do.
 */
export function wantsImageUser(spec: PodSpec | undefined): boolean {
  const pod = spec?.securityContext;
  return containersOf(spec).some(({ securityContext: own }) => {
    const isNonRoot = (own?.runAsNonRoot ?? pod?.runAsNonRoot) === true;
    return isNonRoot && (own?.runAsUser ?? pod?.runAsUser) === undefined;
  });
}

/** Plans by which all of a pod's images have a user who is not root. */
export function nonRootImages(spec: PodSpec | undefined): NonNullable<Scenario['images']> {
  const images = containersOf(spec).flatMap(({ image }) => (typeof image === 'string' ? [image] : []));
  return Object.fromEntries(images.map((image) => [applyDefaultImageTag(image), { uid: nonRoot }]));
}

/** All containers as written: anything may stand there. */
function containersOf(spec: PodSpec | undefined): Partial<Container>[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) => {
    const containers: unknown = spec?.[list];
    return Array.isArray(containers) ? containers.filter((each) => typeof each === 'object' && each !== null) : [];
  });
}
