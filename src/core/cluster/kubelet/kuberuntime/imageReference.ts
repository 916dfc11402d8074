import { readImageName, tagged, type ImageReference } from '../../../componentHelpers/imageName';
import { KubeletError } from '../context/kubeletError';

/**
 * Reads an image's name as the kubelet does.
 *
 * @throws KubeletError (InvalidImageName) with the parser's words
 */
export function parseImageName(image: string): ImageReference {
  const name = readImageName(image);
  if ('error' in name) throw new KubeletError('InvalidImageName', name.error);
  return name;
}

/**
 * The name with `:latest` where it has neither tag nor digest.
 * pkg/kubelet/images/image_manager.go (applyDefaultImageTag), 1.37.
 *
 * @throws KubeletError (InvalidImageName)
 */
export function applyDefaultImageTag(image: string): string {
  return tagged(image, parseImageName(image));
}
