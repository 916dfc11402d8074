import { containerdFailures } from './containerdFailures';
import type { ContainerRuntime } from './containerRuntime';

const pauseImage = 'registry.k8s.io/pause:3.8';

/**
 * containerd 1.6 and 1.7, by containerd 1.7.35: pull.go, remotes/docker/resolver.go and fetcher.go,
 * pkg/cri/server/sandbox_run.go and image_status.go, pkg/cri/config/config_unix.go (the pause image), runc's errors as the
 * shim passes them on (`: unknown` is the shim's code).
 */
export function containerd17(version: string): ContainerRuntime {
  return {
    title: 'containerd 1.7',
    scheme: 'containerd',
    version,
    userAgent: `containerd/v${version.replace(/^\w+:\/\/v?/, '')}`,
    pauseImage,
    imageId: (digest) => `sha256:${digest}`,
    pulledAs: 'id',
    imageSpec: 'none',
    rootByDefault: false,
    isReal: true,
    sandboxNotFound: () => 'an error occurred when try to find sandbox: not found',
    failures: containerdFailures({
      pauseImage,
      resolving: (image) => `failed to resolve reference "${image}"`,
      tooMany: (url, text) => `unexpected status code ${url}: 429 Too Many Requests - Server message: ${text}`,
      pause: (image) => `failed to get sandbox image "${image}": failed to pull image "${image}"`,
      noRuntime: () => 'failed to get sandbox runtime',
      ociEnd: ': unknown',
    }),
  };
}
