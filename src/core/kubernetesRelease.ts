/** The releases that the simulation knows: today's, and that of the reference story. */
export type KubernetesVersion = '1.37' | '1.18';

/**
 * What differs between the releases, in one place. The control plane of both is 1.37's (that is how
 * the recordings were made); what is here is the kubelet's.
 */
export interface KubernetesRelease {
  version: KubernetesVersion;
  /** The API's fields that this kubelet knows: false for one that reads pods with the types of 1.18. */
  readsTodaysFields: boolean;
  /** RunPodSandbox carries the pod's resources and overhead. Since 1.23. */
  sandboxResources: boolean;
  /** Seccomp and AppArmor are sent as SecurityProfile (since 1.19 and 1.30), before as a path made from annotations. */
  securityProfiles: boolean;
  /** Every pod says which user namespace it is in. Since 1.25 (alpha), by default since 1.33. */
  userNamespaces: boolean;
  /** ImageSpec carries the pod's annotations (since 1.21) and CreateContainer the image as written (since 1.30). */
  imageDetails: boolean;
  /** Sysctls written with slashes are sent with dots. Since 1.23. */
  dotsInSysctls: boolean;
  /** Containers get a swap limit where the node can set one. Since 1.22. */
  swapLimit: boolean;
  /** Values for cgroups v2 are sent. Since 1.22. */
  unifiedResources: boolean;
  /** oom_score_adj of what should be killed last. */
  guaranteedOomScoreAdj: number;
  /** Only system-node-critical pods are spared like guaranteed ones, not all critical ones. Since 1.20. */
  sparesOnlyNodeCritical: boolean;
  /** The most that cpu_shares can be. */
  maxCpuShares: number;
  /** A CPU request of 0 counts as a request; before, the limit stood in for it. Since 1.23. */
  zeroCpuRequestCounts: boolean;
  /** How many search domains resolv.conf may have, and how many characters they may take together. */
  maxDnsSearchPaths: number;
  maxDnsSearchChars: number;
  /** Search domains longer than a DNS name may be are left out. Since 1.26. */
  dropsLongDnsSearches: boolean;
  /** Two ports of a container are the same only if their host ports are, too. Since 1.20. */
  portsDifferByHostPort: boolean;
  /** Variables from ConfigMaps and Secrets may have nearly any name (since 1.30); before, some were skipped. */
  relaxedEnvironmentNames: boolean;
  /** `status.hostIPs` can be read as a variable. Since 1.28. */
  hostIPsField: boolean;
  /** runAsNonRoot's messages name the pod and the container. Since 1.19. */
  namesPodInNonRootMessage: boolean;
  /** Volumes of cloud providers and storage systems are the kubelet's own; since then they went to CSI or away. */
  inTreeStorage: boolean;
  /** Images that are there are checked for the pod's right to them, and the event says so. Since 1.35. */
  checksImageCredentials: boolean;
  /** After a pull the image's size is read, and the event says it. Since 1.29. */
  readsImageSize: boolean;
  /** Whether an image is there is asked with pull policy Always, too. Until 1.31. */
  alwaysAsksForImage: boolean;
  /** Events of containers name the container: `Created container app`. Until 1.36. */
  namesContainerInEvents: boolean;
  /** Events of a back-off name the container and the pod. Since 1.26. */
  namesContainerInBackOff: boolean;
  /** Events of failed hooks say how they failed, whatever it gives away. Until 1.24. */
  tellsHookFailures: boolean;
  /** A final phase waits until nothing runs any more, and a deleted pod ends in one. Since 1.27. */
  endsBeforeDeletion: boolean;
  /** A pod that ends is killed again when its end is seen, which stops its sandbox a second time. Until 1.22, which got workers that know a pod's end. */
  killsPodTwice: boolean;
  /** Readiness is probed at once when a container starts, not at the probe's next turn. Since 1.23. */
  triggersReadiness: boolean;
  /** A pod is synced when a probe of any kind has a result; 1.18 did so for liveness that fails only (syncLoopIteration in pkg/kubelet/kubelet.go). */
  syncsForEveryProbe: boolean;
  /** A container whose startup probe has not succeeded is not ready; 1.18 asked the readiness probe alone (UpdatePodStatus in pkg/kubelet/prober/prober_manager.go). */
  readyOnlyWhenStarted: boolean;
  /** Init containers are told to have started, as sidecars have to. Since 1.28. */
  startsSidecars: boolean;
  /** A pod that failed is unready for that reason. Since 1.23. */
  marksFailedPodsUnready: boolean;
  /** The kubelet mounts clouds' and storage systems' volumes itself, and clones git repositories. Until 1.33. */
  mountsCloudVolumes: boolean;
  /** An event tells which volumes are not mounted in time. Until 1.26. */
  tellsUnmountedVolumes: boolean;
  /** An event tells of secrets that are not there for a pull that failed. Since 1.29. */
  tellsMissingPullSecrets: boolean;
  /** The condition PodReadyToStartContainers is set. Since 1.29. */
  podReadyToStartContainers: boolean;
  /** The PLEG looks at a pod at once after a sync (PLEGOnDemandRelist). Since 1.36. */
  relistsOnDemand: boolean;
  /** The kubelet can restart all of a pod's containers when one exits, and declares so on its node. Since 1.35. */
  restartsAllContainers: boolean;
  /** Of the sysctls that are safe today, those that were not yet. Since 1.22 to 1.32. */
  unsafeSysctls: readonly string[];
  /** What is said of a sysctl that is not safe. Since 1.20. */
  forbiddenSysctl: string;
  /** What a container does not see of /proc and /sys, and what it can not write. */
  maskedPaths: readonly string[];
  readonlyPaths: readonly string[];
}

export const releases: Readonly<Record<KubernetesVersion, KubernetesRelease>> = {
  '1.37': {
    version: '1.37',
    readsTodaysFields: true,
    sandboxResources: true,
    securityProfiles: true,
    userNamespaces: true,
    imageDetails: true,
    dotsInSysctls: true,
    swapLimit: true,
    unifiedResources: true,
    guaranteedOomScoreAdj: -997,
    sparesOnlyNodeCritical: true,
    maxCpuShares: 262144,
    zeroCpuRequestCounts: true,
    maxDnsSearchPaths: 32,
    maxDnsSearchChars: 2048,
    dropsLongDnsSearches: true,
    portsDifferByHostPort: true,
    relaxedEnvironmentNames: true,
    hostIPsField: true,
    namesPodInNonRootMessage: true,
    inTreeStorage: false,
    checksImageCredentials: true,
    readsImageSize: true,
    alwaysAsksForImage: false,
    namesContainerInEvents: false,
    namesContainerInBackOff: true,
    tellsHookFailures: false,
    endsBeforeDeletion: true,
    killsPodTwice: false,
    triggersReadiness: true,
    syncsForEveryProbe: true,
    readyOnlyWhenStarted: true,
    startsSidecars: true,
    marksFailedPodsUnready: true,
    mountsCloudVolumes: false,
    tellsUnmountedVolumes: false,
    tellsMissingPullSecrets: true,
    podReadyToStartContainers: true,
    relistsOnDemand: true,
    restartsAllContainers: true,
    unsafeSysctls: [],
    forbiddenSysctl: 'not allowlisted',
    maskedPaths: [
      '/proc/asound',
      '/proc/acpi',
      '/proc/interrupts',
      '/proc/kcore',
      '/proc/keys',
      '/proc/latency_stats',
      '/proc/timer_list',
      '/proc/timer_stats',
      '/proc/sched_debug',
      '/proc/scsi',
      '/sys/firmware',
      '/sys/devices/virtual/powercap',
    ],
    readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
  },
  '1.18': {
    version: '1.18',
    readsTodaysFields: false,
    sandboxResources: false,
    securityProfiles: false,
    userNamespaces: false,
    imageDetails: false,
    dotsInSysctls: false,
    swapLimit: false,
    unifiedResources: false,
    guaranteedOomScoreAdj: -998,
    sparesOnlyNodeCritical: false,
    maxCpuShares: Infinity,
    zeroCpuRequestCounts: false,
    maxDnsSearchPaths: 6,
    maxDnsSearchChars: 256,
    dropsLongDnsSearches: false,
    portsDifferByHostPort: false,
    relaxedEnvironmentNames: false,
    hostIPsField: false,
    namesPodInNonRootMessage: false,
    inTreeStorage: true,
    checksImageCredentials: false,
    readsImageSize: false,
    alwaysAsksForImage: true,
    namesContainerInEvents: true,
    namesContainerInBackOff: false,
    tellsHookFailures: true,
    endsBeforeDeletion: false,
    killsPodTwice: true,
    triggersReadiness: false,
    syncsForEveryProbe: false,
    readyOnlyWhenStarted: false,
    startsSidecars: false,
    marksFailedPodsUnready: false,
    mountsCloudVolumes: true,
    tellsUnmountedVolumes: true,
    tellsMissingPullSecrets: false,
    podReadyToStartContainers: false,
    relistsOnDemand: false,
    restartsAllContainers: false,
    unsafeSysctls: [
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ip_local_reserved_ports',
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_rmem',
      'net.ipv4.tcp_wmem',
    ],
    forbiddenSysctl: 'not whitelisted',
    maskedPaths: [
      '/proc/acpi',
      '/proc/kcore',
      '/proc/keys',
      '/proc/latency_stats',
      '/proc/timer_list',
      '/proc/timer_stats',
      '/proc/sched_debug',
      '/proc/scsi',
      '/sys/firmware',
    ],
    readonlyPaths: ['/proc/asound', '/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
  },
};
