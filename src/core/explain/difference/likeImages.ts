import { entryOf } from '../../entryOf';
import { imageNameOf } from '../../componentHelpers/imageName';
import type { PodSurroundings } from './podStart';
import { podSpecOf, type WrittenPod } from '../../manifest/podOf';

/** The surroundings in which an image that stands in place of another, to compare starts, is like that one. */
export function likeImages(surroundings: PodSurroundings, pod: WrittenPod, other: WrittenPod): PodSurroundings {
  const { world } = surroundings;
  const { images = {} } = world.scenario;
  if (Object.keys(images).length === 0) return surroundings;
  const before = imagesOf(pod);
  const after = imagesOf(other);
  const plans = after.flatMap((image, i) => {
    const plan = entryOf(images, before[i]);
    return plan && image !== before[i] && before.length === after.length ? [[image, plan] as const] : [];
  });
  if (plans.length === 0) return surroundings;
  const scenario = { ...world.scenario, images: { ...Object.fromEntries(plans), ...images } };
  return { ...surroundings, world: { ...world, scenario } };
}

function imagesOf(pod: WrittenPod): string[] {
  const { containers = [], initContainers = [] } = podSpecOf(pod) ?? {};
  return [...containers, ...initContainers].map(({ image }) => imageNameOf(image ?? '')?.tagged ?? '');
}
