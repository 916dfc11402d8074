import { entryOf } from '../../entryOf';

/**
 * What the runtime makes of a field that it is sent, in our own words, by `Message.field` of api.proto. Fields that
 * say everything with their name are left out.
 */
const meanings: Readonly<Record<string, string>> = {
  'PodSandboxConfig.metadata': 'tells sandboxes of one pod apart: name, namespace, uid and the attempt',
  'PodSandboxConfig.hostname': "the name in the pod's UTS namespace; none in the host's network",
  'PodSandboxConfig.log_directory': 'the folder on the node that holds the logs of all containers of the pod',
  'PodSandboxConfig.dns_config': "becomes the containers' resolv.conf",
  'PodSandboxConfig.port_mappings': 'handed to the CNI plugin portmap where a host port is set',
  'PodSandboxConfig.labels': 'kept with the sandbox; the kubelet finds its pods again by them',
  'PodSandboxConfig.annotations': 'kept with the sandbox; the runtime, its shims and hooks may read them',
  'DNSConfig.servers': '`nameserver` lines of resolv.conf',
  'DNSConfig.searches': '`search` line of resolv.conf',
  'DNSConfig.options': '`options` line of resolv.conf',
  'RunPodSandboxRequest.runtime_handler':
    'selects the runtime (runc, runsc, kata, …) in the configuration of containerd',
  'LinuxPodSandboxConfig.cgroup_parent': 'the cgroup that contains those of the containers',
  'LinuxPodSandboxConfig.sysctls': 'kernel parameters set in the namespaces of the pod',
  'LinuxPodSandboxConfig.overhead': 'what the sandbox itself takes: the overhead of the RuntimeClass',
  'LinuxPodSandboxConfig.resources': 'the sum of the containers; runtimes with virtual machines size these by it',
  'LinuxSandboxSecurityContext.privileged': 'the sandbox may hold privileged containers',
  'NamespaceOption.network': 'POD: a network of its own, made by CNI; NODE: the network of the node',
  'NamespaceOption.pid':
    'POD: containers see each other’s processes; CONTAINER: each only its own; NODE: all of the node',
  'NamespaceOption.ipc': 'POD: containers share IPC with each other; NODE: with the node',
  'NamespaceOption.target_id': 'the container whose processes are shared',
  'NamespaceOption.userns_options': 'which ids of the node the ids in the pod stand for',
  'ContainerConfig.image': 'the image by the id that the pull returned, and as the manifest names it',
  'ContainerConfig.command': 'takes the place of the ENTRYPOINT of the image',
  'ContainerConfig.args': 'takes the place of the CMD of the image',
  'ContainerConfig.working_dir': 'where the process starts',
  'ContainerConfig.envs': 'environment, on top of what the image sets',
  'ContainerConfig.mounts': 'bind mounts from the node; all is in place on the node before the call',
  'ContainerConfig.devices': 'device nodes of the node',
  'ContainerConfig.labels': 'kept with the container; the kubelet finds its containers again by them',
  'ContainerConfig.annotations': 'kept with the container; the kubelet reads them back when it has been restarted',
  'ContainerConfig.log_path': 'below the log folder of the sandbox; stdout and stderr go there',
  'ContainerConfig.stdin': 'keeps standard input open for `kubectl attach`',
  'ContainerConfig.stdin_once': 'closes standard input when the first client leaves',
  'ContainerConfig.tty': 'gives the process a terminal',
  'ContainerConfig.stop_signal': 'the signal that StopContainer sends first',
  'LinuxContainerResources.cpu_period': 'the length of a period in microseconds',
  'LinuxContainerResources.cpu_quota':
    'microseconds of CPU in each period; a container that has used them up waits (throttling)',
  'LinuxContainerResources.cpu_shares': 'the weight against others when the CPU is short; 1024 a core',
  'LinuxContainerResources.memory_limit_in_bytes': 'beyond it the kernel kills a process of the container (OOMKilled)',
  'LinuxContainerResources.memory_swap_limit_in_bytes':
    'memory and swap together; equal to the memory limit means no swap',
  'LinuxContainerResources.oom_score_adj':
    'what is killed first when the node is short of memory: 1000 first, -997 last',
  'LinuxContainerResources.hugepage_limits': 'bytes of huge pages, by page size',
  'LinuxContainerResources.unified': 'files of cgroup v2, written as they are',
  'LinuxContainerResources.cpuset_cpus': 'the CPUs that the container may use',
  'LinuxContainerSecurityContext.capabilities': 'added to and dropped from the default set of the runtime',
  'LinuxContainerSecurityContext.privileged': 'all capabilities, all devices, no seccomp, no AppArmor',
  'LinuxContainerSecurityContext.no_new_privs': 'setuid programs do not gain rights',
  'LinuxContainerSecurityContext.readonly_rootfs': 'the root file system is mounted read-only',
  'LinuxContainerSecurityContext.masked_paths': 'paths below /proc and /sys that are hidden',
  'LinuxContainerSecurityContext.readonly_paths': 'paths below /proc that cannot be written',
  'LinuxContainerSecurityContext.run_as_user': 'the uid of the process; without it the USER of the image',
  'LinuxContainerSecurityContext.run_as_username':
    'the USER of the image, which the runtime looks up in its /etc/passwd',
  'LinuxContainerSecurityContext.run_as_group': 'the primary group; without it 0 or what the image says',
  'LinuxContainerSecurityContext.supplemental_groups': 'further groups of the process',
  'LinuxContainerSecurityContext.seccomp': 'the filter of system calls',
  'LinuxContainerSecurityContext.apparmor': 'the AppArmor profile',
  'LinuxContainerSecurityContext.selinux_options': 'the SELinux label of process and mounts',
  'Mount.propagation': 'whether mounts made later cross between node and container',
  'Mount.readonly': 'mounted read-only',
  'Mount.recursive_read_only': 'what is mounted below is read-only too',
  'Mount.selinux_relabel': 'the runtime gives the files the label of the container',
  'Mount.image': 'mounts the image’s files in place of a folder',
  'ImageSpec.image': 'the name with its tag, or the id',
  'ImageSpec.user_specified_image': 'the name as the manifest has it',
  'ImageSpec.annotations': 'annotations of the pod, for the image service',
  'ImageSpec.runtime_handler': 'the handler of the pod’s RuntimeClass; images may differ by it',
  'PullImageRequest.auth': 'credentials: from imagePullSecrets, the ServiceAccount or a credential provider',
};

/** What the field is for; undefined where nothing is known. */
export function criFieldMeaning(message: string, field: string): string | undefined {
  return (
    entryOf(meanings, `${message}.${field}`) ?? entryOf(meanings, `${message.replace('Sandbox', 'Container')}.${field}`)
  );
}
