import { protoLines } from '../../cri/protoLines';
import { entryOf, setEntry } from '../../entryOf';

/** `Message.field` → the message that the field holds, for the requests of a start. */
const fieldMessages: Readonly<Record<string, string>> = {
  'RunPodSandboxRequest.config': 'PodSandboxConfig',
  'PodSandboxConfig.metadata': 'PodSandboxMetadata',
  'PodSandboxConfig.dns_config': 'DNSConfig',
  'PodSandboxConfig.port_mappings': 'PortMapping',
  'PodSandboxConfig.linux': 'LinuxPodSandboxConfig',
  'PodSandboxConfig.windows': 'WindowsPodSandboxConfig',
  'LinuxPodSandboxConfig.security_context': 'LinuxSandboxSecurityContext',
  'LinuxPodSandboxConfig.overhead': 'LinuxContainerResources',
  'LinuxPodSandboxConfig.resources': 'LinuxContainerResources',
  'CreateContainerRequest.config': 'ContainerConfig',
  'CreateContainerRequest.sandbox_config': 'PodSandboxConfig',
  'ContainerConfig.metadata': 'ContainerMetadata',
  'ContainerConfig.image': 'ImageSpec',
  'ContainerConfig.envs': 'KeyValue',
  'ContainerConfig.mounts': 'Mount',
  'ContainerConfig.devices': 'Device',
  'ContainerConfig.linux': 'LinuxContainerConfig',
  'ContainerConfig.windows': 'WindowsContainerConfig',
  'ContainerConfig.CDI_devices': 'CDIDevice',
  'LinuxContainerConfig.resources': 'LinuxContainerResources',
  'LinuxContainerConfig.security_context': 'LinuxContainerSecurityContext',
  'LinuxContainerResources.hugepage_limits': 'HugepageLimit',
  'Mount.uidMappings': 'IDMapping',
  'Mount.gidMappings': 'IDMapping',
  'Mount.image': 'ImageSpec',
  'NamespaceOption.userns_options': 'UserNamespace',
  'UserNamespace.uids': 'IDMapping',
  'UserNamespace.gids': 'IDMapping',
  'LinuxContainerSecurityContext.capabilities': 'Capability',
  'ImageStatusRequest.image': 'ImageSpec',
  'PullImageRequest.image': 'ImageSpec',
  'PullImageRequest.auth': 'AuthConfig',
  'PullImageRequest.sandbox_config': 'PodSandboxConfig',
};
for (const message of ['LinuxSandboxSecurityContext', 'LinuxContainerSecurityContext']) {
  const messages: Record<string, string> = fieldMessages;
  setEntry(messages, `${message}.namespace_options`, 'NamespaceOption');
  setEntry(messages, `${message}.selinux_options`, 'SELinuxOption');
  setEntry(messages, `${message}.seccomp`, 'SecurityProfile');
  setEntry(messages, `${message}.apparmor`, 'SecurityProfile');
  for (const id of ['run_as_user', 'run_as_group']) setEntry(messages, `${message}.${id}`, 'Int64Value');
}

/** Where api.proto declares a field. */
export interface CriFieldPlace {
  message: string;
  field: string;
  /** From 1. */
  line: number;
}

/**
 * The declaration of a request's field that is given by its path (`config.linux.resources.cpu_quota`,
 * `config.envs[PORT].value`): that of the deepest step that api.proto knows. Entries of maps have their map's.
 */
export function criFieldPlace(method: string, path: string): CriFieldPlace | undefined {
  let message: string | undefined = `${method}Request`;
  let place: CriFieldPlace | undefined;
  for (const step of path.replace(/\[[^\]]*(?:\]|$)/g, '').split('.')) {
    const line: number | undefined = message === undefined ? undefined : entryOf(entryOf(protoLines, message), step);
    if (message === undefined || line === undefined) return place;
    place = { message, field: step, line };
    message = entryOf(fieldMessages, `${message}.${step}`);
  }
  return place;
}

/** The address of a line of api.proto, in the release of the CRI that Kubernetes 1.37 is built with. */
export function protoAddress(line: number): string {
  return `https://github.com/kubernetes/cri-api/blob/v0.37.2/pkg/apis/runtime/v1/api.proto#L${line}`;
}
