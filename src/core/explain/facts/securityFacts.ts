import type { FactTable, FieldFact } from './fieldFact';

const seLinuxOptions: FieldFact = {
  means: 'The SELinux label of the processes and of the volumes that they use.',
  readBy: [
    'kubelet: selinux_options; mounts volumes with the label where the driver can, else marks them for relabelling',
    'runtime: labels the process',
  ],
  absent: 'The runtime picks a label of its own for each container, where SELinux is on.',
};
const appArmorProfile: FieldFact = {
  means: 'The AppArmor profile that confines the processes.',
  readBy: [
    'kubelet: rejects the pod on a node without AppArmor, else sends it as apparmor',
    'runtime: applies the profile when the process starts',
  ],
  absent: "The runtime's default profile, where the node has AppArmor.",
};
const seccompProfile: FieldFact = {
  means: 'Which system calls are allowed.',
  readBy: [
    'API server: Pod Security restricted demands RuntimeDefault or Localhost',
    'kubelet: seccomp',
    'runtime: installs the filter',
  ],
  absent: 'Unconfined, unless the kubelet runs with seccompDefault.',
  since: '1.19',
};
const windowsOptions: FieldFact = {
  means: 'Settings for containers on Windows nodes; refused where spec.os.name is linux.',
  readBy: ['kubelet on Windows: windows.security_context'],
  absent: "The image's user, in a container that is isolated from the node.",
};
const runAsNonRoot: FieldFact = {
  means: 'Refuses to start a container as root.',
  readBy: [
    'kubelet: compares runAsUser, or the USER of the image once it is pulled, before CreateContainer; 0, or a name that it cannot resolve, is CreateContainerConfigError',
    'API server: Pod Security restricted demands true',
  ],
  absent: 'Root is allowed.',
};

/** Facts on what a pod and its containers may do, and as whom. */
export const securityFacts: FactTable = {
  SecurityContext: {
    allowPrivilegeEscalation: {
      means: 'false keeps setuid programs and the like from gaining privileges (no_new_privs).',
      readBy: [
        'API server: refuses false beside privileged or CAP_SYS_ADMIN; Pod Security restricted demands it',
        'kubelet: no_new_privs',
      ],
      absent: 'Allowed.',
    },
    appArmorProfile,
    capabilities: {
      means: 'Privileges of root that are added to or dropped from the runtime’s default set.',
      readBy: ['API server: Pod Security limits what may be added', 'kubelet: capabilities'],
      absent: "The runtime's default set (14 of them in containerd).",
    },
    privileged: {
      means: 'All capabilities and devices, no seccomp, no AppArmor: root here is root on the node.',
      readBy: [
        'API server: Pod Security baseline forbids it',
        'kubelet: privileged, of the container and of the sandbox that holds it',
      ],
      absent: 'false.',
    },
    procMount: {
      means: 'Unmasked shows all of /proc; for nested containers in a user namespace.',
      readBy: ['API server: Unmasked needs hostUsers: false', 'kubelet: masked_paths and readonly_paths, then empty'],
      absent: 'Default: parts of /proc are hidden or read-only.',
      since: '1.33',
    },
    readOnlyRootFilesystem: {
      means: 'The container can write only to its volumes.',
      readBy: ['kubelet: readonly_rootfs'],
      absent: 'false: it can write to a layer of its own, which is lost with the container.',
    },
    runAsGroup: {
      means: 'The primary group id of the process; it overrides the pod’s.',
      readBy: ['kubelet: run_as_group'],
      absent: "The pod's; else the group that the image's USER has, or 0.",
    },
    runAsNonRoot,
    runAsUser: {
      means: 'The user id of the process; it overrides the pod’s and the image’s.',
      readBy: ['kubelet: run_as_user'],
      absent: "The pod's; else the USER of the image, or root.",
    },
    seLinuxOptions,
    seccompProfile,
    windowsOptions,
  },
  PodSecurityContext: {
    appArmorProfile,
    fsGroup: {
      means: 'A group id that owns the volumes, and that every process gets.',
      readBy: [
        'kubelet: volume manager gives files that group when it mounts; supplemental_groups of sandbox and containers',
      ],
      absent: "Volumes keep their files' owners.",
    },
    fsGroupChangePolicy: {
      means: 'OnRootMismatch skips changing a volume whose root already has the right group.',
      readBy: ['kubelet: volume manager, at each mount; with millions of files this decides how long the start takes'],
      absent: 'Always: every file is looked at.',
      since: '1.20',
    },
    runAsGroup: {
      means: 'The primary group id of all containers that set none.',
      readBy: ['kubelet: run_as_group of sandbox and containers'],
      absent: "The group that the image's USER has, or 0.",
    },
    runAsNonRoot,
    runAsUser: {
      means: 'The user id of all containers that set none.',
      readBy: ['kubelet: run_as_user of sandbox and containers'],
      absent: 'The USER of each image, or root.',
    },
    seLinuxChangePolicy: {
      means: 'How volumes get the SELinux label: MountOption at once, Recursive file by file.',
      readBy: ['kubelet: volume manager, when it mounts'],
      absent: 'MountOption, where driver and volume can; else Recursive.',
    },
    seLinuxOptions,
    seccompProfile,
    supplementalGroups: {
      means: 'More group ids that every process has.',
      readBy: ['kubelet: supplemental_groups of sandbox and containers'],
      absent: "Those of the image's /etc/group, and fsGroup.",
    },
    supplementalGroupsPolicy: {
      means: 'Strict leaves the groups out that the image’s /etc/group gives the user.',
      readBy: [
        'kubelet: rejects the pod where the runtime cannot; supplemental_groups_policy',
        'runtime: reads, or does not read, /etc/group',
      ],
      absent: 'Merge: the image’s groups count too.',
    },
    sysctls: {
      means: 'Kernel parameters of the pod’s own namespaces.',
      readBy: [
        'API server: refuses those of a namespace that is the node’s; Pod Security baseline allows only the safe ones',
        'kubelet: rejects unsafe ones that its configuration does not allow (SysctlForbidden)',
        'runtime: writes linux.sysctls before any container starts',
      ],
      absent: "The kernel's defaults.",
    },
    windowsOptions,
  },
  AppArmorProfile: {
    localhostProfile: {
      means: 'The name of a profile that is loaded on the node; only with type Localhost.',
      readBy: ['runtime: CreateContainer fails where the profile is not loaded'],
      absent: 'Required with Localhost.',
    },
    type: { means: 'RuntimeDefault, Unconfined, or Localhost for a profile that is loaded on the node.' },
  },
  Capabilities: {
    add: {
      means: 'Capabilities to add: NET_ADMIN, SYS_TIME, … without CAP_; ALL for all.',
      readBy: [
        'API server: Pod Security baseline allows the default ones only, restricted just NET_BIND_SERVICE',
        'kubelet: add_capabilities',
      ],
      absent: 'None on top of the default.',
    },
    drop: {
      means: 'Capabilities to drop; ALL drops all of them before add applies.',
      readBy: ['API server: Pod Security restricted demands ALL', 'kubelet: drop_capabilities'],
      absent: 'None of the default set is dropped.',
    },
  },
  SELinuxOptions: {
    level: { means: 'The level of the label, such as s0:c123,c456; the same level shares files.' },
    role: { means: 'The role of the label, such as system_r.' },
    type: { means: 'The type of the label, such as container_t; the rules of the policy hang on it.' },
    user: { means: 'The SELinux user of the label, such as system_u.' },
  },
  SeccompProfile: {
    localhostProfile: {
      means: 'A file below the seccomp folder of the kubelet (/var/lib/kubelet/seccomp); only with type Localhost.',
      readBy: ['runtime: CreateContainer fails where the node has no such file'],
      absent: 'Required with Localhost.',
    },
    type: { means: 'RuntimeDefault, Unconfined, or Localhost for a file of the node.' },
  },
  WindowsSecurityContextOptions: {
    gmsaCredentialSpec: {
      means: 'The group managed service account in full; an admission webhook fills it in.',
      readBy: ['kubelet on Windows: credential_spec'],
      absent: 'No domain identity.',
    },
    gmsaCredentialSpecName: {
      means: 'The name of the GMSACredentialSpec object.',
      readBy: ['the GMSA webhook: checks that it may be used, and copies its content in'],
      absent: 'No domain identity.',
    },
    hostProcess: {
      means: 'Runs on the Windows node itself, not isolated; all containers of the pod must agree.',
      readBy: ['API server: needs hostNetwork; Pod Security baseline forbids it', 'kubelet on Windows: host_process'],
      absent: 'false.',
      since: '1.23',
    },
    runAsUserName: {
      means: 'The Windows user, as DOMAIN\\USER or USER.',
      readBy: ['kubelet on Windows: run_as_username'],
      absent: 'The USER of the image.',
    },
  },
  Sysctl: {
    name: {
      means: 'The parameter, with dots or slashes: net.ipv4.tcp_syncookies.',
      readBy: ['kubelet: is it safe, or allowed by its allowedUnsafeSysctls', 'runtime: linux.sysctls'],
    },
    value: { means: 'What is written into the parameter; a text, also for numbers.' },
  },
};
