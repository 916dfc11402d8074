import type { ContainerRuntime } from './containerRuntime';
import { containerd2 } from './containerd2';

/**
 * The runtime of most recordings, which keeps everything in memory: it starts no process, takes any handler, and answers
 * ImageStatus with the image as it was asked for. What it has no words of its own for, it says as containerd 2 does.
 */
export function fakecri(version: string): ContainerRuntime {
  return {
    ...containerd2(version, 4),
    title: 'a runtime in memory',
    scheme: 'fakecri',
    userAgent: 'fakecri',
    imageSpec: 'asked',
    rootByDefault: true,
    isReal: false,
  };
}
