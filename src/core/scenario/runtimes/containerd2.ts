import { containerd } from './containerd';
import type { ContainerRuntime } from './containerRuntime';

/**
 * containerd 2, by 2.4.2: core/transfer/local/pull.go (pulls go through the transfer service since 2.1, which says
 * `failed to resolve image`; 2.0 pulls as 1.7 does), core/remotes/docker/errcode.go, internal/cri/server/sandbox_run.go and
 * images/image_status.go, internal/cri/config/config.go (the pause image); and by the recordings made with it.
 */
export function containerd2(version: string, minor: number): ContainerRuntime {
  const pauseImage = `registry.k8s.io/pause:${minor < 2 ? '3.10' : minor < 4 ? '3.10.1' : '3.10.2'}`;
  return containerd('containerd 2', version, {
    pauseImage,
    resolving: (image) => (minor < 1 ? `failed to resolve reference "${image}"` : 'failed to resolve image'),
    tooMany: (url, text) => `unexpected status from GET request to ${url}: 429 Too Many Requests\n${text}`,
    pause: (image) => `failed to pull image "${image}"`,
    noRuntime: (id) => `unable to get OCI runtime for sandbox "${id}"`,
    ociEnd: '',
  });
}
