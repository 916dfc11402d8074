import type { Pod } from '../../../api/types';
import type { ImageSpec } from '../../../cri/types';
import type { KubeletContext } from '../context/kubeletContext';
import { applyDefaultImageTag } from './imageReference';
import { podAnnotations } from './podIdentity';

/**
 * The image of the ImageStatus and PullImage that make an image present; `image` is a container's or an
 * image volume's reference. (The ImageStatus that asks for the image's user carries only the reference.)
 * pkg/kubelet/images/image_manager.go (EnsureImageExists), 1.37.
 *
 * @throws KubeletError (InvalidImageName) for a reference that can not be read
 */
export function imageSpecOf(ctx: KubeletContext, image: string, pod: Pod): ImageSpec {
  const tagged = applyDefaultImageTag(image);
  return ctx.release.imageAnnotations ? { image: tagged, annotations: podAnnotations(ctx, pod) } : { image: tagged };
}
