import type { Container, EphemeralContainer, PodSpec } from '../api/types';
import { imageNameOf } from '../kubelet/kuberuntime/imageReference';
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
  const images = containersOf(spec).flatMap(({ image }) => (image ? (imageNameOf(image)?.tagged ?? []) : []));
  return Object.fromEntries(images.map((image) => [image, { uid: nonRoot }]));
}

function containersOf(spec: PodSpec | undefined): (Container | EphemeralContainer)[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
}
