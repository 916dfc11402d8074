import { remembering } from '../../../remembering';
import { fnv1a } from '../../../go/fnv1a';
import { goJson } from '../../../go/goJson';
import { utf8Bytes } from '../../../go/utf8Bytes';

/**
 * The hash by which the kubelet sees that a running container is no longer the one wanted, in hexadecimal.
 * Since 1.31 it is that of the name and the image alone, as Go prints the bytes of their JSON.
 * pkg/kubelet/container/helpers.go (HashContainer), 1.37.
 *
 * 1.18 hashed the whole container as its types wrote it; here it has today's.
 */
export function containerHash({ name, image = '' }: { name: string; image?: string }): string {
  return hashOf(goJson({ image, name }));
}

const hashOf = remembering((json) => fnv1a(`([]uint8)[${utf8Bytes(json).join(' ')}]`).toString(16));
