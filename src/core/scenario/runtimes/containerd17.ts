import { containerd } from './containerd';
import type { ContainerRuntime } from './containerRuntime';

const pauseImage = 'registry.k8s.io/pause:3.8';

/**
 * containerd 1.6 and 1.7, by containerd 1.7.35: pull.go, remotes/docker/resolver.go and fetcher.go,
 * pkg/cri/server/sandbox_run.go and image_status.go, pkg/cri/config/config_unix.go (the pause image), runc's errors as the
 * shim passes them on (`: unknown` is the shim's code).
 */
export function containerd17(version: string): ContainerRuntime {
  return containerd('containerd 1.7', version, {
    pauseImage,
    resolving: (image) => `failed to resolve reference "${image}"`,
    tooMany: (url, text) => `unexpected status code ${url}: 429 Too Many Requests - Server message: ${text}`,
    pause: (image) => `failed to get sandbox image "${image}": failed to pull image "${image}"`,
    noRuntime: () => 'failed to get sandbox runtime',
    ociEnd: ': unknown',
  });
}
