import type { Pod } from '../../api/types';
import type { ImageSpec } from '../../cri/types';
import type { KubeletContext } from '../kubeletContext';

/**
 * The image of ImageStatus and PullImage. `image` is a container's or an image volume's reference,
 * already with its default tag.
 * pkg/kubelet/images/image_manager.go (EnsureImageExists), 1.37.
 */
export function imageSpecOf(_ctx: KubeletContext, image: string, _pod: Pod): ImageSpec {
  return { image };
}
