import { changing, field, formerField, gate, since, until, type YoungField } from './difference';

/** A new release of Kubernetes is one more there, and what it changes in the three tables below. */
export { versions } from './versions';

/** What a container has not seen of /proc and /sys in any release that is known. */
const longMasked = [
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];

/** What components do differently since a release, grouped by component. */
export const behaviours = {
  podSecurityChecks: changing(
    29,
    [
      ['1.31', 31],
      ['1.32', 32],
      ['1.34', 34],
      ['1.35', 35],
      ['1.37', 37],
    ],
    'The pod security level of a namespace applies in its latest version, unless a label names another one',
    'k8s.io/pod-security-admission/policy/registry.go, 0.37',
  ),
  emptyCreationTimestamps: until(
    '1.34',
    'A template is stored without a creationTimestamp, not with an empty one',
    'apimachinery/pkg/apis/meta/v1/types.go, 0.34',
  ),
  appArmorAnnotations: until(
    '1.34',
    'A pod with an AppArmor profile no longer gets the old annotations for it',
    'pkg/registry/core/pod/strategy.go, applyAppArmorVersionSkew, 1.34',
  ),
  refusalsShowJson: since(
    '1.34',
    'Refusals show lists, maps and structs as JSON, not as Go writes them',
    'apimachinery/pkg/util/validation/field/errors.go, 0.34',
  ),
  refusesLabelsInBytes: since(
    '1.35',
    "Refusals of a label's key or value count bytes, and call the key a label key",
    'apimachinery/pkg/api/validate/content, 0.35',
  ),
  declaredRulesInTypesOrder: since(
    '1.37',
    'Errors of declarative validation come in the order of the fields, after all others',
    'pkg/registry/core/replicationcontroller/strategy.go, 1.37',
  ),
  looksAtTolerationKeysLast: since(
    '1.37',
    "The keys of a pod's tolerations are validated last",
    'pkg/apis/core/validation/validation.go, ValidateTolerations, 1.37',
  ),
  ownerRefusals: changing<'named' | 'plain' | 'numbered'>(
    'named',
    [
      ['1.34', 'plain'],
      ['1.37', 'numbered'],
    ],
    'A refusal of an owner reference says which one it is, and calls missing fields required',
    'apimachinery/pkg/api/validation/objectmeta.go, 0.37',
  ),
  podFieldsInSecurityContext: until(
    '1.37',
    'shareProcessNamespace is called spec.shareProcessNamespace in a refusal',
    'pkg/apis/core/validation/validation.go, 1.37',
  ),
  keepsKubeletPort: until(
    '1.33',
    'A LoadBalancer may have the port 10250',
    'pkg/apis/core/validation/validation.go, validateService, 1.33',
  ),
  countsPodGenerations: since(
    '1.33',
    'A pod has a generation, which counts the changes of its spec',
    'pkg/registry/core/pod/strategy.go, 1.33',
  ),
  hintsAtGateOfZeroSleep: since(
    '1.32',
    'A refusal of a sleep names the feature gate that would allow it',
    'pkg/apis/core/validation/validation.go, validateSleepAction, 1.32',
  ),
  devicesNeedHostUsers: since(
    '1.34',
    'Block devices are refused in a pod with a user namespace',
    'pkg/apis/core/validation/validation.go, validateHostUsers, 1.34',
  ),
  requiresOsByWords: until(
    '1.34',
    'A missing name of the operating system is only called required',
    'pkg/apis/core/validation/validation.go, validateOS, 1.34',
  ),
  looksIntoStatefulSets: since(
    '1.34',
    'A StatefulSet with an invalid pod or claim template is refused; before, its pods and claims were',
    'pkg/apis/apps/validation/validation.go, ValidateStatefulSetSpec, 1.34',
  ),
  checksServiceNameOfStatefulSet: since(
    '1.33',
    'A StatefulSet with an invalid serviceName is refused',
    'pkg/apis/apps/validation/validation.go, ValidateStatefulSetSpec, 1.33',
  ),
  showsUnderscoresInSearches: since(
    '1.34',
    'A refusal of a search domain shows the form that allows underscores',
    'apimachinery/pkg/util/validation/validation.go, IsDNS1123SubdomainWithUnderscore, 0.34',
  ),
  stopsAtMissingDriver: since(
    '1.35',
    'A missing CSI driver is only called required',
    'pkg/apis/core/validation/validation.go, ValidateCSIDriverName, 1.35',
  ),
  knowsComparingTolerations: since(
    '1.35',
    'A refusal of the operator of a toleration also names Lt and Gt as supported',
    'pkg/apis/core/validation/validation.go, ValidateTolerations, 1.35',
  ),
  repeatsTolerationsPath: until(
    '1.35',
    "A refusal of a RuntimeClass's toleration says scheduling.tolerations once",
    'pkg/apis/node/validation/validation.go, 1.35',
  ),
  requiresHandler: since(
    '1.36',
    "A RuntimeClass's missing handler is called required",
    'pkg/apis/node/validation/validation.go, 1.36',
  ),
  countsHandlerInBytes: since(
    '1.37',
    "A refusal of a RuntimeClass's handler counts bytes",
    'pkg/apis/node/v1/zz_generated.validations.go, 1.37',
  ),
  countsTooManyRules: since(
    '1.36',
    'A refusal of too many restart rules says how many there are',
    'pkg/apis/core/validation/validation.go, validateContainerRestartPolicy, 1.36',
  ),
  namesPodOfRestartPolicy: since(
    '1.36',
    'A refusal of a resizePolicy says that the restartPolicy which speaks against it is that of the pod',
    'pkg/apis/core/validation/validation.go, validateResizePolicy, 1.36',
  ),
  refusesRestartToResizeInit: since(
    '1.36',
    'An init container cannot be restarted to be resized',
    'pkg/apis/core/validation/validation.go, validateInitContainers, 1.36',
  ),
  warnsOfPathsThatOverlap: since(
    '1.32',
    'The API server warns of files of a volume that hide each other',
    'pkg/api/pod/warnings.go, warningsForOverlappingVirtualPaths, 1.32',
  ),
  repeatsPathsOfSources: until(
    '1.34',
    'The API server no longer warns of the paths of a source of a projected volume again for the next source that names none',
    'pkg/api/pod/warnings.go, warningsForOverlappingVirtualPaths, 1.34',
  ),
  warnsOfPortNames: since('1.33', 'The API server warns of two ports with one name', 'pkg/api/pod/warnings.go, 1.33'),
  warnsOfUnusualAddresses: since(
    '1.33',
    'The API server warns of addresses of a pod in an unusual form',
    'pkg/api/pod/warnings.go, 1.33',
  ),
  warnsOfPreferredValues: since(
    '1.33',
    'The API server warns of values in a preferred node affinity that no label can have',
    'pkg/api/node/util.go, 1.33',
  ),
  gitRepoWarning: changing(
    'deprecated in v1.11',
    [['1.33', 'deprecated in v1.11, and disabled by default in v1.33+']],
    'The API server warns that volumes of git repositories no longer work',
    'pkg/api/pod/warnings.go, 1.33',
  ),
  warnsOfEndpoints: since(
    '1.33',
    'The API server warns that Endpoints are deprecated',
    'pkg/apis/core/v1/zz_generated.prerelease-lifecycle.go, 1.33',
  ),
  warnsOfNegativeHistory: since(
    '1.33',
    'The API server warns of a StatefulSet whose revisionHistoryLimit is below zero',
    'pkg/registry/apps/statefulset/strategy.go, 1.33',
  ),
  warnsOfHeadlessServices: since(
    '1.34',
    'The API server warns of fields that a headless Service does not use',
    'pkg/api/service/warnings.go, 1.34',
  ),
  comparesQuotasOfRequests: since(
    '1.35',
    'The API server warns of a ResourceQuota that allows more requests than limits',
    'pkg/registry/core/resourcequota/strategy.go, 1.35',
  ),
  warnsOfPreferClose: since(
    '1.35',
    'The API server warns that trafficDistribution PreferClose is deprecated',
    'pkg/api/service/warnings.go, 1.35',
  ),
  warnsOfExternalIPs: since(
    '1.36',
    'The API server warns that externalIPs are deprecated',
    'pkg/api/service/warnings.go, 1.36',
  ),
  namesUntoleratedTaint: until(
    '1.34',
    'The event of a pod that does not tolerate a taint no longer says which',
    'pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go, 1.34',
  ),
  seesTooSmallNodes: since(
    '1.34',
    'No pods are preempted on nodes that are too small, and the event says that it would not help',
    'pkg/scheduler/framework/plugins/noderesources/fit.go, 1.34',
  ),
  explainsReadWriteOncePod: since(
    '1.34',
    'The event of a pod whose ReadWriteOncePod claim is in use is worded differently',
    'pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go, 1.34',
  ),
  waitsForClaimsByName: until(
    '1.36',
    "A pod's claims are made from their templates even while one before them, which a person has to make, is missing",
    'pkg/controller/resourceclaim/controller.go, podNeedsWork, 1.36',
  ),
  tellsClaimsAreOfNoHelp: until(
    '1.37',
    'The event of a pod that fits nowhere no longer says that no claims can be deallocated',
    'pkg/scheduler/framework/plugins/dynamicresources/dynamicresources.go, PostFilter, 1.37',
  ),
  tellsPlacementByPreemption: since(
    '1.37',
    'The event of a pod for which others are preempted says where, and how many',
    'pkg/scheduler/framework/preemption/preemption.go, 1.37',
  ),
  sandboxResources: since(
    '1.23',
    "RunPodSandbox carries the pod's resources and overhead",
    'pkg/kubelet/kuberuntime/kuberuntime_sandbox_linux.go',
  ),
  securityProfiles: since(
    '1.19',
    'Seccomp and AppArmor are sent as a SecurityProfile, not as a path made from annotations',
    'pkg/kubelet/kuberuntime/security_context.go',
  ),
  imageAnnotations: since(
    '1.19',
    "An image is asked for with the pod's annotations",
    'pkg/kubelet/images/image_manager.go',
  ),
  userSpecifiedImage: since(
    '1.28',
    'CreateContainer carries the image as it was written',
    'pkg/kubelet/kuberuntime/kuberuntime_container.go',
  ),
  dotsInSysctls: since('1.23', 'Sysctls written with slashes are sent with dots', 'pkg/kubelet/sysctl/util.go'),
  swapLimit: since(
    '1.28',
    'Containers get a limit of memory and swap where the node can set one',
    'pkg/kubelet/kuberuntime/kuberuntime_container_linux.go',
  ),
  failsCgroupV1: since(
    '1.35',
    'The kubelet does not start on a node with cgroups v1, unless its failCgroupV1 is false',
    'pkg/kubelet/apis/config/v1beta1/defaults.go and pkg/kubelet/apis/config/validation/validation_linux.go',
  ),
  unifiedResources: since(
    '1.28',
    'Values for cgroups v2 are sent',
    'pkg/kubelet/kuberuntime/kuberuntime_container_linux.go',
  ),
  guaranteedOomScoreAdj: changing(
    -998,
    [['1.22', -997]],
    'Containers that should be killed last have the oom_score_adj -997',
    'pkg/kubelet/qos/policy.go',
  ),
  sparesOnlyNodeCritical: since(
    '1.20',
    'Of the critical pods, only system-node-critical ones get the oom_score_adj of guaranteed ones',
    'pkg/kubelet/qos/policy.go',
  ),
  maxCpuShares: changing(
    Infinity,
    [['1.20', 262144]],
    'cpu_shares is at most 262144',
    'pkg/kubelet/cm/helpers_linux.go',
  ),
  zeroCpuRequestCounts: since(
    '1.23',
    'A CPU request of 0 counts as a request; before, the limit stood in for it',
    'pkg/kubelet/kuberuntime/kuberuntime_container_linux.go',
  ),
  maxDnsSearchPaths: changing(
    6,
    [['1.26', 32]],
    'resolv.conf may have 32 search domains',
    'pkg/apis/core/validation/validation.go',
  ),
  maxDnsSearchChars: changing(
    256,
    [['1.26', 2048]],
    'The search domains of resolv.conf may have 2048 characters together',
    'pkg/apis/core/validation/validation.go',
  ),
  dropsLongDnsSearches: since(
    '1.26',
    'Search domains longer than a DNS name may be are left out',
    'pkg/kubelet/network/dns/dns.go',
  ),
  portsDifferByHostPort: since(
    '1.20',
    'Two ports of a container are the same only if their host ports are, too',
    'pkg/kubelet/container/helpers.go',
  ),
  namesPodInNonRootMessage: since(
    '1.19',
    "runAsNonRoot's messages name the pod and the container",
    'pkg/kubelet/kuberuntime/security_context.go',
  ),
  readsHugepages: since('1.20', 'Amounts of huge pages can be read as variables', 'pkg/api/v1/resource/helpers.go'),
  inTreeStorage: until(
    '1.31',
    'In-tree volumes of clouds and storage systems are handled by CSI, or removed',
    'pkg/volume/csimigration/plugin_manager.go',
  ),
  readsImageSize: since('1.30', "After a pull, the image's size is read", 'pkg/kubelet/images/image_manager.go'),
  pulledEvent: changing<'plain' | 'time' | 'waiting' | 'size'>(
    'plain',
    [
      ['1.19', 'time'],
      ['1.25', 'waiting'],
      ['1.30', 'size'],
    ],
    'The event of a pull tells how long it took with and without waiting, and how large the image is',
    'pkg/kubelet/images/image_manager.go',
  ),
  unwrapsPullErrors: since(
    '1.28',
    'A pull\'s error without a code of its own is passed on without "rpc error: code = Unknown"',
    'pkg/kubelet/cri/remote/remote_image.go',
  ),
  tellsPullError: since(
    '1.32',
    'The message of ImagePullBackOff tells why the last pull failed',
    'pkg/kubelet/images/image_manager.go',
  ),
  namesUninspectedImage: until(
    '1.32',
    'The event of an image that could not be looked at does not name the image',
    'pkg/kubelet/images/image_manager.go, imagePullPrecheck',
  ),
  readsLoginsWhenPulling: until(
    '1.33',
    'A pull secret that cannot be read is an error before the pull, and its text is the reason, too',
    'pkg/kubelet/images/image_manager.go, EnsureImageExists',
  ),
  alwaysAsksForImage: until(
    '1.32',
    'With the pull policy Always, the kubelet does not first ask whether the image is there',
    'pkg/kubelet/images/image_manager.go',
  ),
  startedEvents: changing<'named' | 'colon' | 'plain'>(
    'named',
    [
      ['1.29', 'colon'],
      ['1.35', 'plain'],
    ],
    'The events of a container\'s start are worded as "Container created" and "Container started"',
    'pkg/kubelet/kuberuntime/kuberuntime_container.go',
  ),
  namesContainerInBackOff: since(
    '1.26',
    'The event of a back-off names the container and the pod',
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go',
  ),
  waitsForBackOff: since(
    '1.35',
    'The kubelet looks again at a pod in CrashLoopBackOff when the back-off ends, not every 10 to 15 seconds',
    'pkg/kubelet/pod_workers.go, completeWork, 1.35',
  ),
  tellsHookFailures: until(
    '1.24',
    'The events of failed hooks do not say how they failed',
    'pkg/kubelet/kuberuntime/kuberuntime_container.go',
  ),
  endsBeforeDeletion: since(
    '1.27',
    'A pod reaches a final phase only when nothing runs any more, and a deleted pod reaches one, too',
    'pkg/kubelet/status/status_manager.go',
  ),
  killsPodTwice: until(
    '1.22',
    'A pod that ended is not killed again when its end is seen',
    'pkg/kubelet/pod_workers.go',
  ),
  triggersReadiness: since(
    '1.23',
    "Readiness is probed at once when a container starts, not at the probe's next turn",
    'pkg/kubelet/prober/prober_manager.go',
  ),
  cancelsProbes: changing(
    false,
    [
      ['1.35', true],
      ['1.37', false],
    ],
    'From the deletion of a pod on, its probes that run a command fail in 1.35 and 1.36, with an event; in other releases they go on',
    'pkg/kubelet/prober/prober_manager.go, AddPod, 1.35 and 1.37',
  ),
  restartsTickerWithTrigger: since(
    '1.32',
    'A readiness probe that is run at once has its next turn a period later',
    'pkg/kubelet/prober/worker.go, run',
  ),
  syncsForEveryProbe: since(
    '1.19',
    'A pod is synced when a probe of any kind has a result, not only for liveness that fails',
    'pkg/kubelet/kubelet.go, syncLoopIteration',
  ),
  readyOnlyWhenStarted: since(
    '1.19',
    'A container whose startup probe has not succeeded is not ready',
    'pkg/kubelet/prober/prober_manager.go, UpdatePodStatus',
  ),
  startsSidecars: since(
    '1.28',
    'Init containers are marked as started, which sidecars need',
    'pkg/kubelet/prober/prober_manager.go',
  ),
  marksFailedPodsUnready: since(
    '1.23',
    'A pod that failed is unready for that reason',
    'pkg/kubelet/status/generate.go',
  ),
  mountsCloudVolumes: until(
    '1.31',
    'The kubelet does not mount volumes of clouds and storage systems itself',
    'cmd/kubelet/app/plugins.go',
  ),
  readsPortNamesAsNumbers: until(
    '1.37',
    'A probe or hook at an unknown named port says so, instead of treating the name as a number',
    'pkg/probe/util.go, ResolveContainerPort, 1.37',
  ),
  clonesRepositories: until('1.33', 'The kubelet does not clone git repositories', 'pkg/volume/git_repo/git_repo.go'),
  tellsUnmountedVolumes: until(
    '1.26',
    'No event tells which volumes are not mounted in time',
    'pkg/kubelet/kubelet.go',
  ),
  tellsMissingPullSecrets: changing<'never' | 'at every sync' | 'when a pull failed'>(
    'never',
    [
      ['1.28', 'at every sync'],
      ['1.37', 'when a pull failed'],
    ],
    'The event of pull secrets that are not there comes only when a pull failed',
    'pkg/kubelet/kubelet.go, SyncPod; kubelet_pods.go, getPullSecretsForPod',
  ),
  infersEndedInitContainer: since(
    '1.36',
    'An init container that is gone from the runtime is said to have completed once other containers were created',
    'pkg/kubelet/kubelet_pods.go, convertToAPIContainerStatuses',
  ),
  tellsStateOfErroredProbe: since(
    '1.33',
    'The event of a probe that could not be made says that its state is unknown',
    'pkg/kubelet/prober/prober.go',
  ),
  saysRejected: since(
    '1.26',
    'The message of a rejected pod says "Pod was rejected"',
    'pkg/kubelet/kubelet.go, rejectPod',
  ),
  keepsQosClass: since(
    '1.32',
    'A rejected pod keeps the QoS class in its status',
    'pkg/registry/core/pod/strategy.go, PrepareForUpdate; pkg/kubelet/kubelet.go, rejectPod',
  ),
  looksAtImageVolumesAtEverySync: until(
    '1.37',
    'The images of volumes are looked at only when a container is to be started',
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go, SyncPod',
  ),
  tellsWhatHostPathIs: since(
    '1.37',
    'When a hostPath has the wrong type, the event says which type the path has',
    'pkg/volume/hostpath/host_path.go, checkTypeInternal',
  ),
  tellsSandboxAtOnce: since(
    '1.36',
    'The condition PodReadyToStartContainers is true as soon as the sandbox is ready; before, it follows when the kubelet next looks at the pod, after its containers are started',
    'pkg/kubelet/kubelet.go, OnPodSandboxReady, 1.36',
  ),
  tellsSandboxProblem: since(
    '1.37',
    'PodReadyToStartContainers tells why it is false',
    'pkg/kubelet/status/generate.go',
  ),
  unsafeSysctls: changing<readonly string[]>(
    [
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ip_local_reserved_ports',
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_rmem',
      'net.ipv4.tcp_wmem',
    ],
    [
      ['1.29', ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
      ['1.32', []],
    ],
    'More sysctls are safe: the kubelet accepts them from any pod',
    'pkg/kubelet/sysctl/safe_sysctls.go',
  ),
  forbiddenSysctl: changing(
    'not whitelisted',
    [['1.20', 'not allowlisted']],
    'A sysctl that is not safe is called "not allowlisted"',
    'pkg/kubelet/sysctl/allowlist.go',
  ),
  maskedPaths: changing<readonly string[]>(
    ['/proc/acpi', ...longMasked],
    [
      ['1.30', ['/proc/asound', '/proc/acpi', ...longMasked, '/sys/devices/virtual/powercap']],
      ['1.31', ['/proc/asound', '/proc/acpi', '/proc/interrupts', ...longMasked, '/sys/devices/virtual/powercap']],
    ],
    'A container sees less of /proc and /sys',
    'pkg/securitycontext/util.go',
  ),
  readonlyPaths: changing<readonly string[]>(
    ['/proc/asound', '/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
    [['1.29', ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']]],
    'A container does not see /proc/asound at all; before, it could not write to it',
    'pkg/securitycontext/util.go',
  ),
} as const;

/** Feature gates that bear on a pod's start, in alphabetical order. */
export const gates = {
  AppArmorFields: gate(
    [
      ['1.30', 'beta'],
      ['1.31', 'GA'],
    ],
    'appArmorProfile is a field of the security contexts',
    'pkg/features/kube_features.go, 1.32',
  ),
  AtomicWriteVolumeUserFields: gate([['1.37', 'alpha']], 'Files of volumes can belong to a user'),
  ClusterTrustBundleProjection: gate(
    [
      ['1.29', 'alpha'],
      ['1.33', 'beta off'],
      ['1.37', 'GA'],
    ],
    'A projected volume can hold a ClusterTrustBundle',
  ),
  ContainerRestartRules: gate(
    [
      ['1.34', 'alpha'],
      ['1.35', 'beta'],
    ],
    'A container can have a restart policy and rules of its own',
  ),
  ContainerStopSignals: gate([['1.33', 'alpha']], 'A container can have a stop signal of its own'),
  DeploymentReplicaSetTerminatingReplicas: gate(
    [
      ['1.33', 'alpha'],
      ['1.35', 'beta'],
    ],
    'The status of Deployments and ReplicaSets counts pods that are terminating',
  ),
  DynamicResourceAllocation: gate(
    [
      ['1.26', 'alpha'],
      ['1.32', 'beta off'],
      ['1.34', 'GA'],
    ],
    'A pod can claim devices with ResourceClaims',
  ),
  EmptyDirVolumeMode: gate([['1.37', 'alpha']], 'An emptyDir volume can have file permissions'),
  EnvFiles: gate(
    [
      ['1.34', 'alpha'],
      ['1.35', 'beta'],
    ],
    'A variable can come from a file of a volume',
  ),
  EphemeralContainers: gate(
    [
      ['1.16', 'alpha'],
      ['1.23', 'beta'],
      ['1.25', 'GA'],
    ],
    'Ephemeral containers can be added to a pod',
    'pkg/features/kube_features.go, 1.32',
  ),
  EvictionRequestAPI: gate([['1.37', 'alpha']], 'A pod can name who responds to requests to evict it'),
  GRPCContainerProbeTLS: gate([['1.37', 'alpha']], 'A gRPC probe can use TLS'),
  GenericWorkload: gate(
    [
      ['1.35', 'alpha'],
      ['1.37', 'beta off'],
    ],
    'Pods can be scheduled as a group',
  ),
  H2CContainerProbe: gate([['1.37', 'alpha']], 'An HTTP probe can use HTTP/2 without TLS'),
  HostnameOverride: gate(
    [
      ['1.34', 'alpha'],
      ['1.35', 'beta'],
      ['1.37', 'GA'],
    ],
    'A pod can have a hostname that its containers see and no DNS name follows',
  ),
  ImageVolume: gate(
    [
      ['1.31', 'alpha'],
      ['1.33', 'beta off'],
      ['1.35', 'beta'],
      ['1.36', 'GA'],
    ],
    'An image can be a volume',
  ),
  InPlacePodVerticalScaling: gate(
    [
      ['1.27', 'alpha'],
      ['1.33', 'beta'],
      ['1.35', 'GA'],
    ],
    'The resources of a running container can be changed',
  ),
  JobBackoffLimitPerIndex: gate(
    [
      ['1.28', 'alpha'],
      ['1.29', 'beta'],
      ['1.33', 'GA'],
    ],
    'An indexed Job can limit retries for each index',
    'pkg/features/kube_features.go, 1.32',
  ),
  JobManagedBy: gate(
    [
      ['1.30', 'alpha'],
      ['1.32', 'beta'],
      ['1.35', 'GA'],
    ],
    'Another controller can manage a Job',
  ),
  JobPodReplacementPolicy: gate(
    [
      ['1.28', 'alpha'],
      ['1.29', 'beta'],
      ['1.34', 'GA'],
    ],
    'A Job can wait until a pod has failed before it creates a replacement',
    'pkg/features/kube_features.go, 1.32',
  ),
  JobSuccessPolicy: gate(
    [
      ['1.30', 'alpha'],
      ['1.31', 'beta'],
      ['1.33', 'GA'],
    ],
    'A Job can succeed before all of its indexes have',
    'pkg/features/kube_features.go, 1.32',
  ),
  KubeletEnsureSecretPulledImages: gate(
    [
      ['1.33', 'alpha'],
      ['1.35', 'beta'],
    ],
    'The kubelet checks whether a pod has the right to an image that is on the node, and the event says so',
  ),
  MatchLabelKeysInPodAffinity: gate(
    [
      ['1.29', 'alpha'],
      ['1.31', 'beta'],
      ['1.33', 'GA'],
    ],
    'A pod affinity term can take label values from the pod',
  ),
  MatchLabelKeysInPodTopologySpreadSelectorMerge: gate(
    [['1.34', 'beta']],
    'The labels that matchLabelKeys of a topology spread constraint names are written into its selector',
  ),
  MaxUnavailableStatefulSet: gate(
    [
      ['1.24', 'alpha'],
      ['1.35', 'beta off'],
      ['1.37', 'beta'],
    ],
    'A StatefulSet can update several pods at once',
  ),
  MemoryQoS: gate(
    [
      ['1.22', 'alpha'],
      ['1.37', 'beta'],
    ],
    "Containers are sent memory.min and memory.low for cgroups v2, both 0, which is the kernel's own default; only a kubelet whose memoryReservationPolicy or memoryThrottlingFactor is set reserves or throttles memory",
    'pkg/kubelet/kuberuntime/kuberuntime_container_linux.go and pkg/kubelet/apis/config/v1beta1/defaults.go, 1.37',
  ),
  NodeDeclaredFeatures: gate(
    [
      ['1.35', 'alpha'],
      ['1.36', 'beta'],
      ['1.37', 'GA'],
    ],
    'A node declares features that pods may require, and the scheduler checks them',
  ),
  PLEGOnDemandRelist: gate(
    [
      ['1.36', 'beta'],
      ['1.37', 'GA'],
    ],
    'The PLEG looks at a pod at once after a sync',
  ),
  PersistentVolumeClaimUnusedSinceTime: gate(
    [
      ['1.36', 'alpha'],
      ['1.37', 'beta'],
    ],
    'The status of a claim says whether a pod uses it',
  ),
  PodCertificateRequest: gate(
    [
      ['1.34', 'alpha'],
      ['1.35', 'beta off'],
      ['1.37', 'GA'],
    ],
    "A projected volume can hold a certificate of the pod's own",
  ),
  PodLevelResources: gate(
    [
      ['1.32', 'alpha'],
      ['1.34', 'beta'],
    ],
    'A pod can have requests and limits of its own',
  ),
  PodLevelResourcesFixDefaulting: gate(
    [['1.37', 'beta']],
    "Defaults of the pod's own requests come from all of its containers",
  ),
  PodLifecycleSleepAction: gate(
    [
      ['1.29', 'alpha'],
      ['1.30', 'beta'],
      ['1.34', 'GA'],
    ],
    'A hook can sleep',
    'pkg/features/kube_features.go, 1.32',
  ),
  PodLifecycleSleepActionAllowZero: gate(
    [
      ['1.32', 'alpha'],
      ['1.33', 'beta'],
      ['1.34', 'GA'],
    ],
    'A hook can sleep for zero seconds',
    'pkg/features/kube_features.go, 1.35',
  ),
  PodObservedGenerationTracking: gate(
    [
      ['1.33', 'alpha'],
      ['1.34', 'beta'],
      ['1.35', 'GA'],
    ],
    'The status and its conditions carry the generation of the pod that they describe',
  ),
  PodReadyToStartContainersCondition: gate(
    [
      ['1.28', 'alpha'],
      ['1.29', 'beta'],
      ['1.37', 'GA'],
    ],
    'The condition PodReadyToStartContainers is set',
  ),
  PodSchedulingReadiness: gate(
    [
      ['1.26', 'alpha'],
      ['1.27', 'beta'],
      ['1.30', 'GA'],
    ],
    'Scheduling gates hold a pod back from scheduling',
    'pkg/features/kube_features.go, 1.32',
  ),
  PodTopologyLabelsAdmission: gate(
    [
      ['1.33', 'alpha'],
      ['1.35', 'beta'],
    ],
    'A pod gets the topology labels of its node when it is bound',
  ),
  PreferSameTrafficDistribution: gate(
    [
      ['1.33', 'alpha'],
      ['1.34', 'beta'],
      ['1.35', 'GA'],
    ],
    'A Service can keep traffic in a zone or on a node',
  ),
  ProcMountType: gate(
    [
      ['1.12', 'alpha'],
      ['1.31', 'beta off'],
      ['1.33', 'beta'],
      ['1.36', 'GA'],
    ],
    'A container can have an unmasked /proc; before, its procMount is taken as Default',
  ),
  RecursiveReadOnlyMounts: gate(
    [
      ['1.30', 'alpha'],
      ['1.31', 'beta'],
      ['1.33', 'GA'],
    ],
    'A read-only mount can be recursively read-only',
  ),
  RelaxedDNSSearchValidation: gate(
    [
      ['1.32', 'alpha'],
      ['1.33', 'beta'],
      ['1.34', 'GA'],
    ],
    'A search domain may have underscores, and be a dot',
    'pkg/features/kube_features.go, 1.35',
  ),
  RelaxedEnvironmentVariableValidation: gate(
    [
      ['1.30', 'alpha'],
      ['1.32', 'beta'],
      ['1.34', 'GA'],
    ],
    'Variables may have nearly any name; before, some were skipped or refused',
  ),
  RelaxedServiceNameValidation: gate(
    [
      ['1.34', 'alpha'],
      ['1.36', 'beta'],
      ['1.37', 'GA'],
    ],
    "A Service's name may begin with a digit",
  ),
  RestartAllContainersOnContainerExits: gate(
    [
      ['1.35', 'alpha'],
      ['1.36', 'beta'],
    ],
    "The kubelet can restart all of a pod's containers when one exits",
  ),
  SELinuxChangePolicy: gate(
    [
      ['1.32', 'alpha'],
      ['1.33', 'beta'],
      ['1.36', 'GA'],
    ],
    'A pod can say how its volumes get their SELinux labels',
  ),
  SELinuxMount: gate(
    [
      ['1.30', 'alpha'],
      ['1.33', 'beta off'],
      ['1.37', 'GA'],
    ],
    'Volumes get their SELinux label when they are mounted',
  ),
  ServiceTrafficDistribution: gate(
    [
      ['1.30', 'alpha'],
      ['1.31', 'beta'],
      ['1.33', 'GA'],
    ],
    'A Service can prefer endpoints that are near',
    'pkg/features/kube_features.go, 1.32',
  ),
  SidecarContainers: gate(
    [
      ['1.28', 'alpha'],
      ['1.29', 'beta'],
      ['1.33', 'GA'],
    ],
    'An init container can be a sidecar',
    'pkg/features/kube_features.go, 1.32',
  ),
  StrictIPCIDRValidation: gate(
    [
      ['1.33', 'alpha'],
      ['1.36', 'beta'],
    ],
    'Addresses in an unusual form are refused',
  ),
  SupplementalGroupsPolicy: gate(
    [
      ['1.31', 'alpha'],
      ['1.33', 'beta'],
      ['1.35', 'GA'],
    ],
    'A pod can opt out of the groups that its images define',
  ),
  UserNamespacesSupport: gate(
    [
      ['1.25', 'alpha'],
      ['1.30', 'beta off'],
      ['1.33', 'beta'],
      ['1.36', 'GA'],
    ],
    'A pod can have a user namespace, and each says which one it is in',
  ),
  VolumeAttributesClass: gate(
    [
      ['1.29', 'alpha'],
      ['1.31', 'beta off'],
      ['1.34', 'GA'],
    ],
    'A claim can name a VolumeAttributesClass',
  ),
  VolumeBindMountOptions: gate([['1.37', 'alpha']], 'A mount can have options'),
  VolumeLimitScaling: gate(
    [
      ['1.35', 'alpha'],
      ['1.37', 'beta'],
    ],
    'A CSI driver can keep pods from nodes that do not have it',
  ),
  WorkloadWithJob: gate([['1.36', 'alpha']], "A Job's pods can be scheduled as a group"),
} as const;

/**
 * Fields that a definition of core/api/schema did not always have: a server that does not know one refuses or drops it,
 * and one whose gate is off drops it (pkg/api/pod/util.go, dropDisabledFields). The releases are those of
 * api/openapi-spec/swagger.json in which the field comes first.
 */
export const youngFields = {
  ClusterTrustBundleProjection: {
    user: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  ConfigMapVolumeSource: {
    defaultUser: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  Container: {
    resizePolicy: field('1.27', 'InPlacePodVerticalScaling'),
    restartPolicy: field('1.28', 'SidecarContainers'),
    restartPolicyRules: field('1.34', 'ContainerRestartRules'),
  },
  ContainerStatus: {
    allocatedResources: field('1.27'),
    allocatedResourcesStatus: field('1.31'),
    resources: field('1.27'),
    stopSignal: field('1.33'),
    user: field('1.31'),
    volumeMounts: field('1.30'),
  },
  CronJobSpec: {
    timeZone: field('1.24'),
  },
  CSIDriverSpec: {
    fsGroupPolicy: field('1.19'),
    nodeAllocatableUpdatePeriodSeconds: field('1.33'),
    preventPodSchedulingIfMissing: field('1.36', 'VolumeLimitScaling'),
    requiresRepublish: field('1.20'),
    seLinuxMount: field('1.25'),
    serviceAccountTokenInSecrets: field('1.35'),
    storageCapacity: field('1.19'),
    tokenRequests: field('1.20'),
  },
  CSIPersistentVolumeSource: {
    nodeExpandSecretRef: field('1.25'),
  },
  DeploymentStatus: {
    terminatingReplicas: field('1.33'),
  },
  DownwardAPIVolumeFile: {
    user: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  DownwardAPIVolumeSource: {
    defaultUser: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  EmptyDirVolumeSource: {
    mode: field('1.37', 'EmptyDirVolumeMode'),
  },
  EnvVarSource: {
    fileKeyRef: field('1.34', 'EnvFiles'),
  },
  EphemeralContainer: {
    resizePolicy: field('1.27', 'InPlacePodVerticalScaling'),
    restartPolicy: field('1.28'),
    restartPolicyRules: field('1.34', 'ContainerRestartRules'),
  },
  GRPCAction: {
    mode: field('1.37', 'GRPCContainerProbeTLS'),
  },
  HTTPGetAction: {
    protocol: field('1.37', 'H2CContainerProbe'),
  },
  JobSpec: {
    backoffLimitPerIndex: field('1.28', 'JobBackoffLimitPerIndex'),
    completionMode: field('1.21'),
    managedBy: field('1.30', 'JobManagedBy'),
    maxFailedIndexes: field('1.28', 'JobBackoffLimitPerIndex'),
    podFailurePolicy: field('1.25'),
    podReplacementPolicy: field('1.28', 'JobPodReplacementPolicy'),
    scheduling: field('1.37', 'WorkloadWithJob'),
    successPolicy: field('1.30', 'JobSuccessPolicy'),
    suspend: field('1.21'),
  },
  JobStatus: {
    completedIndexes: field('1.21'),
    failedIndexes: field('1.28'),
    ready: field('1.23'),
    terminating: field('1.28'),
    uncountedTerminatedPods: field('1.22'),
  },
  KeyToPath: {
    user: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  Lifecycle: {
    stopSignal: field('1.33', 'ContainerStopSignals'),
  },
  LifecycleHandler: {
    sleep: field('1.29', 'PodLifecycleSleepAction'),
  },
  LoadBalancerIngress: {
    ipMode: field('1.29'),
    ports: field('1.20'),
  },
  NodeAllocatableResourceClaimStatus: {
    mapping: field('1.37'),
    overhead: field('1.37'),
  },
  NodeRuntimeHandlerFeatures: {
    userNamespaces: field('1.31'),
  },
  NodeSpec: {
    podPreemptionPolicy: field('1.37'),
  },
  NodeStatus: {
    declaredFeatures: field('1.35'),
    features: field('1.31'),
    runtimeHandlers: field('1.30'),
  },
  NodeSystemInfo: {
    runningInUserNamespace: field('1.37'),
    swap: field('1.33'),
  },
  PersistentVolumeClaimSpec: {
    dataSourceRef: field('1.22'),
    volumeAttributesClassName: field('1.29', 'VolumeAttributesClass'),
  },
  PersistentVolumeClaimStatus: {
    allocatedResourceStatuses: field('1.28'),
    allocatedResources: field('1.23'),
    currentVolumeAttributesClassName: field('1.29'),
    healthStatus: field('1.37'),
    modifyVolumeStatus: field('1.29'),
  },
  PersistentVolumeSpec: {
    volumeAttributesClassName: field('1.29', 'VolumeAttributesClass'),
  },
  PersistentVolumeStatus: {
    lastPhaseTransitionTime: field('1.28'),
  },
  PodAffinityTerm: {
    matchLabelKeys: field('1.29', 'MatchLabelKeysInPodAffinity'),
    mismatchLabelKeys: field('1.29', 'MatchLabelKeysInPodAffinity'),
    namespaceSelector: field('1.21'),
  },
  PodCertificateProjection: {
    user: field('1.37', 'AtomicWriteVolumeUserFields'),
    userAnnotations: field('1.35'),
  },
  PodCondition: {
    observedGeneration: field('1.33'),
  },
  PodResourceClaim: {
    resourceClaimName: field('1.31'),
    resourceClaimTemplateName: field('1.31'),
    source: formerField('1.26', '1.31'),
  },
  PodSecurityContext: {
    appArmorProfile: field('1.30', 'AppArmorFields'),
    seLinuxChangePolicy: field('1.32', 'SELinuxChangePolicy'),
    seccompProfile: field('1.19'),
    supplementalGroupsPolicy: field('1.31', 'SupplementalGroupsPolicy'),
  },
  PodSpec: {
    ephemeralContainers: field('1.16', 'EphemeralContainers'),
    evictionResponders: field('1.37', 'EvictionRequestAPI'),
    hostUsers: field('1.25', 'UserNamespacesSupport'),
    hostnameOverride: field('1.34', 'HostnameOverride'),
    os: field('1.23'),
    resourceClaims: field('1.26', 'DynamicResourceAllocation'),
    resources: field('1.32', 'PodLevelResources'),
    schedulingGates: field('1.26', 'PodSchedulingReadiness'),
    schedulingGroup: field('1.36', 'GenericWorkload'),
    setHostnameAsFQDN: field('1.19'),
    workloadRef: formerField('1.35', '1.36'),
  },
  PodStatus: {
    allocatedResources: field('1.35'),
    extendedResourceClaimStatus: field('1.34'),
    hostIPs: field('1.28'),
    nodeAllocatableResourceClaimStatuses: field('1.36'),
    observedGeneration: field('1.33'),
    resize: field('1.27'),
    resourceClaimStatuses: field('1.28'),
    resources: field('1.35'),
    volumeHealth: field('1.37'),
  },
  Probe: {
    grpc: field('1.23'),
    terminationGracePeriodSeconds: field('1.21'),
  },
  ProjectedVolumeSource: {
    defaultUser: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  ReplicaSetStatus: {
    terminatingReplicas: field('1.33'),
  },
  ResourceClaim: {
    request: field('1.31'),
  },
  ResourceHealth: {
    message: field('1.36'),
  },
  ResourceRequirements: {
    claims: field('1.26', 'DynamicResourceAllocation'),
  },
  RollingUpdateDaemonSet: {
    maxSurge: field('1.21'),
  },
  RollingUpdateStatefulSetStrategy: {
    maxUnavailable: field('1.24', 'MaxUnavailableStatefulSet'),
  },
  SecretVolumeSource: {
    defaultUser: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  SecurityContext: {
    appArmorProfile: field('1.30', 'AppArmorFields'),
    seccompProfile: field('1.19'),
  },
  ServiceAccountTokenProjection: {
    user: field('1.37', 'AtomicWriteVolumeUserFields'),
  },
  ServiceSpec: {
    allocateLoadBalancerNodePorts: field('1.20'),
    clusterIPs: field('1.20'),
    internalTrafficPolicy: field('1.21'),
    ipFamilies: field('1.20'),
    ipFamilyPolicy: field('1.20'),
    loadBalancerClass: field('1.21'),
    trafficDistribution: field('1.30', 'ServiceTrafficDistribution'),
  },
  ServiceStatus: {
    conditions: field('1.20'),
  },
  StatefulSetSpec: {
    minReadySeconds: field('1.22'),
    ordinals: field('1.26'),
    persistentVolumeClaimRetentionPolicy: field('1.23'),
  },
  StatefulSetStatus: {
    availableReplicas: field('1.22'),
  },
  TopologySpreadConstraint: {
    matchLabelKeys: field('1.25'),
    minDomains: field('1.24'),
    nodeAffinityPolicy: field('1.25'),
    nodeTaintsPolicy: field('1.25'),
  },
  Volume: {
    ephemeral: field('1.19'),
    image: field('1.31', 'ImageVolume'),
  },
  VolumeMount: {
    bindMountOptions: field('1.37', 'VolumeBindMountOptions'),
    recursiveReadOnly: field('1.30', 'RecursiveReadOnlyMounts'),
  },
  VolumeMountStatus: {
    volumeStatus: field('1.36'),
  },
  VolumeProjection: {
    clusterTrustBundle: field('1.29', 'ClusterTrustBundleProjection'),
    podCertificate: field('1.34', 'PodCertificateRequest'),
  },
  WindowsSecurityContextOptions: {
    hostProcess: field('1.22'),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, YoungField<keyof typeof gates>>>>>;
