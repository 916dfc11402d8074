import type { Container } from '../api/types';
import { imageNameOf } from '../componentHelpers/imageName';
import type { Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Need } from './need';

/** A user that is not root, as many images have one of their own. */
const nonRoot = 65_532;

/**
 * What is taken for granted of images: that they run as somebody else than root where the pod says runAsNonRoot and no
 * runAsUser, and that they are on the node where they may not be pulled.
 */
export function imageNeeds(asked: AskedPods): Need[] {
  return containersOf(asked).flatMap(({ container, path }) => {
    const { image, imagePullPolicy } = container;
    const reference = image && imageNameOf(image)?.tagged;
    if (!reference) return [];
    const needs: Need[] = [];
    const nonRootPath = wantsUser(asked, container, path);
    if (nonRootPath)
      needs.push({
        id: `USER of ${image}`,
        what: `image ${image} runs as a user other than root`,
        place: asked.placeOf(nonRootPath),
        gift: { images: { [reference]: { uid: nonRoot } } },
      });
    if (imagePullPolicy === 'Never')
      needs.push({
        id: `image ${image}`,
        what: `image ${image} is on the node`,
        place: asked.placeOf([...path, 'imagePullPolicy']),
        gift: { images: { [reference]: { present: true } } },
      });
    return needs;
  });
}

/** Where it is said that the container may not run as root, if its image has to tell as whom it does. */
function wantsUser(
  { pod: { spec } }: AskedPods,
  { securityContext: own }: Partial<Container>,
  path: Path,
): Path | undefined {
  const all = spec.securityContext;
  if ((own?.runAsNonRoot ?? all?.runAsNonRoot) !== true || (own?.runAsUser ?? all?.runAsUser) !== undefined)
    return undefined;
  return own?.runAsNonRoot === undefined
    ? ['spec', 'securityContext', 'runAsNonRoot']
    : [...path, 'securityContext', 'runAsNonRoot'];
}

/** All of a pod's containers, each with its path in the pod. */
export function containersOf({ pod: { spec } }: AskedPods): { container: Partial<Container>; path: Path }[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ container, path: ['spec', list, i] })),
  );
}
