import { containerdFailures, type ContainerdWords } from './containerdFailures';
import type { ContainerRuntime } from './containerRuntime';

/** A containerd: what its releases have alike, with the words and the pause image of one of them. */
export function containerd(title: string, version: string, words: ContainerdWords): ContainerRuntime {
  return {
    title,
    scheme: 'containerd',
    version,
    userAgent: `containerd/v${version.replace(/^\w+:\/\/v?/, '')}`,
    pauseImage: words.pauseImage,
    imageId: (digest) => `sha256:${digest}`,
    pulledAs: 'id',
    imageSpec: 'none',
    rootByDefault: false,
    isReal: true,
    sandboxNotFound: () => 'an error occurred when try to find sandbox: not found',
    failures: containerdFailures(words),
  };
}
