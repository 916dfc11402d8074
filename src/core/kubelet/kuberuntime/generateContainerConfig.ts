import type { Container, EphemeralContainer, Pod } from '../../api/types';
import type { ContainerConfig } from '../../cri/types';
import type { KubeletContext } from '../kubeletContext';
import type { ImageUser } from './imageUser';

/** What one container's config is made from. */
export interface ContainerConfigInput {
  container: Container | EphemeralContainer;
  pod: Pod;
  restartCount: number;
  /** The sandbox's first address, '' where the runtime gave none. */
  podIP: string;
  podIPs: string[];
  /** What the runtime called the image when it was pulled or found. */
  imageRef: string;
  image: ImageUser;
  /** The container whose process namespace an ephemeral container joins. */
  targetId?: string;
  /** Names the file that is mounted as termination log: eight hexadecimal digits. */
  terminationLogId: string;
  /** The references of the pod's image volumes, by the volumes' names. */
  imageVolumes?: ReadonlyMap<string, string>;
}

/**
 * The config of CreateContainer.
 * pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37.
 *
 * @throws KubeletError (CreateContainerConfigError) with the kubelet's message
 */
export function generateContainerConfig(_ctx: KubeletContext, input: ContainerConfigInput): ContainerConfig {
  const { container, restartCount, imageRef } = input;
  return {
    metadata: { name: container.name ?? '', ...(restartCount ? { attempt: restartCount } : {}) },
    image: { image: imageRef, user_specified_image: container.image ?? '' },
  };
}
