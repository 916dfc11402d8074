import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type {
  ContainerConfig,
  ContainerMetadata,
  Device,
  ImageSpec,
  KeyValue,
  LinuxContainerConfig,
  Mount,
} from '../../../cri/types';
import { message } from '../../../cri/message';
import { longestMessage } from '../../../cri/oversizedMessage';
import type { KubeletContext } from '../context/kubeletContext';
import { containerAsRead, podAsRead } from '../context/podAsRead';
import { containerAnnotations } from './containerAnnotations';
import { containerResources } from './containerResources';
import { containerSecurityContext } from './containerSecurityContext';
import { containerDevices } from './devices';
import { environmentVariables } from './environmentVariables';
import { expand } from './expansion';
import type { ImageUser } from './imageUser';
import { containerMounts } from './mounts';
import { verifyRunAsNonRoot } from './verifyRunAsNonRoot';

/** What one container's config is made from. */
export interface ContainerConfigInput {
  container: Container | EphemeralContainer;
  pod: Pod;
  restartCount: number;
  /** The pod's addresses: those of the sandbox, or the node's for a pod in the node's network. */
  podIPs: string[];
  /** What the runtime called the image when it was pulled or found. */
  imageRef: string;
  image: ImageUser;
  /** The container whose process namespace an ephemeral container joins. */
  targetId?: string;
  /** Names the file that is mounted as termination log: eight hexadecimal digits. */
  terminationLogId: string;
  /** The references of the pod's image volumes as they were pulled, by the volumes' names. */
  imageVolumes?: ReadonlyMap<string, string>;
  /** Worked out before. */
  options?: RunContainerOptions;
}

/** What the kubelet works out before it asks the runtime for the image's user: what fails here, fails first. */
export interface RunContainerOptions {
  devices: Device[];
  environment: Map<string, string>;
  mounts: Mount[];
}

/**
 * Devices, environment and mounts (GenerateRunContainerOptions, pkg/kubelet/kubelet_pods.go, 1.37).
 *
 * @throws KubeletError (CreateContainerConfigError) with the kubelet's message
 * @throws OversizedMessage where variables that hold variables come to more than a request can hold
 */
export function generateRunContainerOptions(
  ctx: KubeletContext,
  input: Omit<ContainerConfigInput, 'image' | 'options'>,
): RunContainerOptions {
  const { podIPs, imageVolumes, terminationLogId } = input;
  const pod = podAsRead(ctx, input.pod);
  const container = containerAsRead(ctx, input.container);
  const devices = containerDevices(ctx, pod, container);
  const environment = environmentVariables(ctx, pod, container, podIPs);
  const mounts = containerMounts(ctx, pod, container, { podIPs, environment, imageVolumes, terminationLogId });
  return { devices, environment, mounts };
}

/**
 * The config of CreateContainer.
 * pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37.
 *
 * @throws KubeletError (CreateContainerConfigError) with the kubelet's message
 * @throws OversizedMessage where variables that hold variables come to more than a request can hold
 */
export function generateContainerConfig(ctx: KubeletContext, input: ContainerConfigInput): ContainerConfig {
  const { restartCount, imageRef, image } = input;
  const pod = podAsRead(ctx, input.pod);
  const container = containerAsRead(ctx, input.container);
  const { name, stdin, stdinOnce, tty } = container;

  const { devices, environment, mounts } = input.options ?? generateRunContainerOptions(ctx, input);
  verifyRunAsNonRoot(ctx, pod, container, image);

  let room = longestMessage;
  for (const [key, value] of environment) room -= key.length + value.length;
  const expanded = (part: string): string => {
    const text = expand(part, (variable) => environment.get(variable), room);
    room -= text.length;
    return text;
  };
  const { name: podName = '', namespace = '', uid = '' } = pod.metadata ?? {};
  return message<ContainerConfig>({
    metadata: message<ContainerMetadata>({ name, attempt: restartCount }),
    image: message<ImageSpec>({
      image: imageRef,
      user_specified_image: ctx.release.userSpecifiedImage ? container.image : undefined,
    }),
    command: container.command?.map(expanded),
    args: container.args?.map(expanded),
    working_dir: container.workingDir,
    envs: [...environment].map(([key, value]) => message<KeyValue>({ key, value })),
    devices,
    labels: {
      'io.kubernetes.container.name': name,
      'io.kubernetes.pod.name': podName,
      'io.kubernetes.pod.namespace': namespace,
      'io.kubernetes.pod.uid': uid,
    },
    annotations: containerAnnotations(pod, container, restartCount),
    log_path: `${name}/${restartCount}.log`,
    stdin,
    stdin_once: stdinOnce,
    tty,
    ...linuxConfig(ctx, pod, container, input, mounts),
  });
}

/** The Linux part, and the mounts, which have the user namespace's ids. */
function linuxConfig(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  { image, targetId }: ContainerConfigInput,
  mounts: Mount[],
): { linux: LinuxContainerConfig; mounts: Mount[] } {
  const context = containerSecurityContext(ctx, pod, container, image);
  const namespaces = context.namespace_options;
  if (targetId !== undefined && namespaces?.pid === 'CONTAINER') {
    namespaces.pid = 'TARGET';
    namespaces.target_id = targetId;
  }
  const { uids, gids } = namespaces?.userns_options ?? {};
  return {
    linux: { resources: containerResources(ctx, pod, container), security_context: context },
    mounts: uids && gids ? mounts.map((mount) => ({ ...mount, uidMappings: uids, gidMappings: gids })) : mounts,
  };
}
