/** What a person who reads a recording of a fault says is wrong. */
export interface ExpectedDiagnosis {
  /** The cases, without their `fault.` or `hfault.`. */
  cases: RegExp;
  cause: RegExp;
  field?: string;
  container?: string;
  /** The piece of evidence in the stream from which on the cause can be told; absent where it is a refusal, at once. */
  shows?: RegExp;
}

/** Faults from which the pod recovers, or that are none in the end. */
export const recovering =
  /^(crash-then-runs|exits-nonzero-onfailure|image-pull-recovers|init-slow|sandbox-cni-recovers|slow-pull|slow-sandbox|read-only-root|create-twice|liveness-once|mount-downward-bad|psa-ok|sandbox-handler|sandbox-twice-then-ok|start-once|invalid-grace-neg)$/;

const mount = /"reason":"FailedMount"/;
const unscheduled = /"type":"PodScheduled"[^}]*"status":"False"|"status":"False"[^}]*"type":"PodScheduled"/;

/** Derived by hand from each case's manifest and note, not from what the diagnosis says. */
export const expectedDiagnoses: readonly ExpectedDiagnosis[] = [
  // The environment.
  { cases: /^config-map-key-missing$/, cause: /ConfigMap settings.*key NOPE/, field: 'containers[0].env[0].valueFrom', shows: /CreateContainerConfigError/ },
  { cases: /^config-map-missing$/, cause: /ConfigMap nope.*not exist/, field: 'containers[0].env[0].valueFrom', shows: /CreateContainerConfigError/ },
  { cases: /^secret-missing$/, cause: /Secret nope.*not exist/, field: 'containers[0].env[0].valueFrom', shows: /CreateContainerConfigError/ },
  { cases: /^secret-key-missing$/, cause: /Secret sec.*key nope/, field: 'containers[0].env[0].valueFrom', shows: /CreateContainerConfigError/ },
  { cases: /^envFrom-missing$/, cause: /ConfigMap nope.*not exist/, field: 'containers[0].envFrom[0]', shows: /CreateContainerConfigError/ },
  { cases: /^secret-envfrom-missing$/, cause: /Secret nope.*not exist/, field: 'containers[0].envFrom[0]', shows: /CreateContainerConfigError/ },
  { cases: /^init-config-missing$/, cause: /ConfigMap nope.*not exist/, field: 'initContainers[0].envFrom[0]', container: 'migrate', shows: /CreateContainerConfigError/ },
  { cases: /^run-as-non-root-image-root$/, cause: /runAsNonRoot.*image runs as root/, field: 'containers[0].securityContext', shows: /CreateContainerConfigError/ },
  { cases: /^run-as-non-root-image-username$/, cause: /runAsNonRoot.*name, not a number/, field: 'containers[0].securityContext', shows: /CreateContainerConfigError/ },
  { cases: /^nonroot-pod-uid0$/, cause: /runAsNonRoot.*runAsUser/, field: 'containers[0].securityContext', shows: /CreateContainerConfigError/ },
  { cases: /^subpathexpr-missing$/, cause: /subPathExpr.*NOPE/, field: 'containers[0].volumeMounts[0]', shows: /CreateContainerConfigError/ },
  // The runtime.
  { cases: /^create-container-error$/, cause: /can not create.*read-only file system/, field: 'containers[0]', shows: /CreateContainerError/ },
  { cases: /^create-never-policy$/, cause: /can not create.*boom/, field: 'containers[0]', shows: /CreateContainerError/ },
  { cases: /^(start-)?command-not-found$/, cause: /command is not in the image/, shows: /StartError|RunContainerError/ },
  { cases: /^sidecar-start-error$/, cause: /command is not in the image/, container: 'proxy', shows: /StartError|RunContainerError/ },
  { cases: /^start-never-policy$/, cause: /can not start.*OCI runtime create failed/, field: 'containers[0].image', shows: /StartError|RunContainerError/ },
  { cases: /^crash-loop$/, cause: /exit code 1\b/, shows: /"exitCode":1\b/ },
  { cases: /^sidecar-crashes$/, cause: /exit code 1\b/, container: 'proxy', shows: /"exitCode":1\b/ },
  { cases: /^two-containers-one-crashes$/, cause: /exit code 2\b/, container: 'side', shows: /"exitCode":2\b/ },
  { cases: /^init-fails(-never)?$/, cause: /init container.*exit code 1\b/, container: 'migrate', shows: /"exitCode":1\b/ },
  { cases: /^init-second-fails$/, cause: /init container.*exit code 9\b/, container: 'two', shows: /"exitCode":9\b/ },
  { cases: /^exits-nonzero-never$/, cause: /exit code 3\b/, shows: /"exitCode":3\b/ },
  { cases: /^exits-zero-restart-always$/, cause: /exit code 0.*restartPolicy Always/, shows: /"exitCode":0\b/ },
  { cases: /^exit-signal$/, cause: /SIGSEGV/, shows: /"exitCode":139/ },
  { cases: /^oom-killed$/, cause: /memory.*OOMKilled/, field: 'containers[0].resources.limits[memory]', shows: /OOMKilled/ },
  { cases: /^oom-init$/, cause: /memory.*OOMKilled/, field: 'initContainers[0].resources.limits[memory]', container: 'migrate', shows: /OOMKilled/ },
  { cases: /^init-never-ends$/, cause: /init container wait.*not ended/, field: 'initContainers[0]', container: 'wait', shows: /"running"/ },
  // Probes and hooks.
  { cases: /^liveness-(fails|grace|tcp)$/, cause: /liveness probe fails/, field: 'containers[0].livenessProbe', shows: /failed liveness probe/ },
  { cases: /^startup-(fails|grpc|http-https)$/, cause: /startup probe fails/, field: 'containers[0].startupProbe', shows: /Startup probe failed/ },
  { cases: /^startup-then-liveness$/, cause: /liveness probe fails/, field: 'containers[0].livenessProbe', shows: /failed liveness probe/ },
  { cases: /^sidecar-never-started$/, cause: /startup probe fails/, field: 'initContainers[0].startupProbe', container: 'proxy', shows: /Startup probe failed/ },
  { cases: /^readiness-(connection-refused|refused|http)$/, cause: /readiness probe fails.*connection refused/, field: 'containers[0].readinessProbe', shows: /Readiness probe failed/ },
  { cases: /^readiness-fails$/, cause: /readiness probe fails.*not yet/, field: 'containers[0].readinessProbe', shows: /Readiness probe failed/ },
  { cases: /^(post-start-hook-fails|hook-poststart-.*)$/, cause: /postStart hook fails/, field: 'containers[0].lifecycle.postStart', shows: /PostStartHookError|"message":"FailedPostStartHook"/ },
  // Images.
  { cases: /^(image|tag)-not-found$/, cause: /registry does not have it/, field: 'containers[0].image', shows: /ErrImagePull/ },
  { cases: /^init-image-missing$/, cause: /registry does not have it/, field: 'initContainers[0].image', container: 'migrate', shows: /ErrImagePull/ },
  { cases: /^second-image-missing$/, cause: /registry does not have it/, field: 'containers[1].image', container: 'side', shows: /"reason":"ErrImagePull"/ },
  { cases: /^image-volume-missing$/, cause: /volume v.*registry does not have it/, field: 'volumes[0].image.reference', shows: /ErrImagePull/ },
  { cases: /^image-volume-never$/, cause: /volume v.*Never/, field: 'volumes[0].image.pullPolicy', shows: /ErrImageNeverPull/ },
  { cases: /^image-unauthorized$/, cause: /authorization/, field: 'containers[0].image', shows: /ErrImagePull/ },
  { cases: /^image-registry-unreachable$/, cause: /registry can not be (resolved|reached)|DNS/, field: 'containers[0].image', shows: /ErrImagePull/ },
  { cases: /^image-never-pull$/, cause: /Never forbids/, field: 'containers[0].imagePullPolicy', shows: /ErrImageNeverPull/ },
  { cases: /^invalid-image-name$/, cause: /image name "Bad Image!"/, field: 'containers[0].image', shows: /InvalidImageName/ },
  { cases: /^pull-always-present-fails$/, cause: /limits how often/, field: 'containers[0].image', shows: /ErrImagePull/ },
  { cases: /^pull-cancelled-never$/, cause: /cancelled/, field: 'containers[0].image', shows: /ErrImagePull/ },
  { cases: /^pull-deadline$/, cause: /takes too long/, field: 'containers[0].image', shows: /ErrImagePull/ },
  { cases: /^pull-signature$/, cause: /signature/, field: 'containers[0].image', shows: /SignatureValidationFailed/ },
  { cases: /^pull-unavailable$/, cause: /registry can not be reached/, field: 'containers[0].image', shows: /ErrImagePull/ },
  // Volumes.
  { cases: /^mount-config-map-missing$/, cause: /volume d.*ConfigMap nope/, field: 'volumes[0].configMap', shows: mount },
  { cases: /^mount-secret-missing$/, cause: /volume d.*Secret nope/, field: 'volumes[0].secret', shows: mount },
  { cases: /^mount-csi-driver-missing$/, cause: /CSI driver csi\.example\.com/, field: 'volumes[0].csi.driver', shows: mount },
  { cases: /^mount-host-?path-(type|file|missing-dir|socket)$/, cause: /hostPath is not what type asks for/, field: 'volumes[0].hostPath', shows: mount },
  { cases: /^mount-cm-key-missing$/, cause: /ConfigMap cfg has no key zzz/, field: 'volumes[0].configMap', shows: mount },
  { cases: /^mount-secret-key-missing$/, cause: /Secret sec has no key zzz/, field: 'volumes[0].secret', shows: mount },
  { cases: /^mount-projected-missing$/, cause: /Secret nope does not exist/, field: 'volumes[0].projected.sources[1]', shows: mount },
  { cases: /^mount-two-missing$/, cause: /nope[12] does not exist/, shows: mount },
  { cases: /^mount-nfs$/, cause: /mount fails.*unknown filesystem type 'nfs'/, field: 'volumes[0].nfs', shows: mount },
  // The sandbox.
  { cases: /^sandbox-cni-error$/, cause: /no IP addresses/, shows: /FailedCreatePodSandBox/ },
  { cases: /^sandbox-pause-image-error$/, cause: /pause.*can not be pulled/, shows: /FailedCreatePodSandBox/ },
  { cases: /^sandbox-deadline$/, cause: /takes too long to make its sandbox/, shows: /FailedCreatePodSandBox/ },
  // Scheduling.
  { cases: /^(scheduling-cpu|sched-cpu-and-memory)$/, cause: /Insufficient cpu.*asks for 64/, field: 'containers[0].resources.requests[cpu]', shows: unscheduled },
  { cases: /^scheduling-memory$/, cause: /Insufficient memory/, field: 'containers[0].resources.requests[memory]', shows: unscheduled },
  { cases: /^sched-extended$/, cause: /Insufficient nvidia\.com\/gpu/, field: 'containers[0].resources.requests[nvidia.com/gpu]', shows: unscheduled },
  { cases: /^sched-hugepages$/, cause: /Insufficient hugepages-2Mi/, field: 'containers[0].resources.requests[hugepages-2Mi]', shows: unscheduled },
  { cases: /^(scheduling-node-selector|sched-many)$/, cause: /nodeSelector.*disk=ssd/, field: 'nodeSelector', shows: unscheduled },
  { cases: /^deadline-pending$/, cause: /nodeSelector.*x=y/, field: 'nodeSelector', shows: unscheduled },
  { cases: /^sched-affinity$/, cause: /node affinity/, field: 'affinity.nodeAffinity', shows: unscheduled },
  { cases: /^sched-antiaffinity$/, cause: /anti-affinity/, field: 'affinity.podAntiAffinity', shows: unscheduled },
  { cases: /^sched-podaffinity$/, cause: /pod affinity/, field: 'affinity.podAffinity', shows: unscheduled },
  { cases: /^sched-spread$/, cause: /topology spread/, field: 'topologySpreadConstraints', shows: unscheduled },
  { cases: /^sched-hostport$/, cause: /host ports/, field: 'containers[0].ports', shows: unscheduled },
  { cases: /^sched-two-gates$/, cause: /scheduling gates.*a\.example\/x, b\.example\/y/, field: 'schedulingGates', shows: /SchedulingGated/ },
  { cases: /^sched-unknown-scheduler$/, cause: /no scheduler.*nope/, field: 'schedulerName', shows: /"schedulerName":"nope"/ },
  { cases: /^node-missing$/, cause: /node other-node/, field: 'nodeName', shows: /"nodeName":"other-node"/ },
  { cases: /^pvc-missing$/, cause: /PersistentVolumeClaim data does not exist/, field: 'volumes[0]', shows: unscheduled },
  { cases: /^pvc-unbound$/, cause: /not bound.*no persistent volumes available/, field: 'volumes[0]', shows: unscheduled },
  { cases: /^pvc-too-small$/, cause: /not bound/, field: 'volumes[0]', shows: unscheduled },
  { cases: /^pvc-pending-class$/, cause: /not bound.*"fast" not found/, field: 'volumes[0]', shows: unscheduled },
  // The node's own admission, deadlines.
  { cases: /^kubelet-out-of-cpu$/, cause: /not enough cpu/, field: 'containers[0].resources.requests[cpu]', shows: /"reason":"OutOfcpu"/ },
  { cases: /^kubelet-memory$/, cause: /not enough memory/, field: 'containers[0].resources.requests[memory]', shows: /"reason":"OutOfmemory"/ },
  { cases: /^kubelet-node-selector$/, cause: /labels/, field: 'nodeSelector', shows: /"reason":"NodeAffinity"/ },
  { cases: /^apparmor-localhost$/, cause: /AppArmor/, shows: /"reason":"AppArmor"/ },
  { cases: /^sysctl-unsafe$/, cause: /sysctl.*kernel\.msgmax/, field: 'securityContext.sysctls', shows: /"reason":"SysctlForbidden"/ },
  { cases: /^os-windows$/, cause: /operating system/, field: 'os', shows: /"reason":"PodOSNotSupported"/ },
  { cases: /^deadline-(exceeded|image)$/, cause: /activeDeadlineSeconds/, field: 'activeDeadlineSeconds', shows: /"reason":"DeadlineExceeded"/ },
  { cases: /^deadline-init$/, cause: /activeDeadlineSeconds.*init container wait/, field: 'activeDeadlineSeconds', shows: /"reason":"DeadlineExceeded"/ },
  // Workloads.
  { cases: /^quota-exceeded$/, cause: /pods are refused.*ResourceQuota q/, field: 'spec.replicas', shows: /FailedCreate/ },
  { cases: /^quota-second-pod$/, cause: /pods are refused.*ResourceQuota q/, field: 'spec.replicas', shows: /FailedCreate/ },
  { cases: /^pod-security-restricted\.deployment$/, cause: /pods are refused.*pod security standard restricted/, field: 'containers[app].securityContext.allowPrivilegeEscalation', shows: /FailedCreate/ },
  { cases: /^job-backoff$/, cause: /BackoffLimitExceeded.*exit code 1/, container: 'app', shows: /BackoffLimitExceeded/ },
  { cases: /^job-onfailure-backoff$/, cause: /BackoffLimitExceeded/, shows: /BackoffLimitExceeded/ },
  { cases: /^job-deadline$/, cause: /activeDeadlineSeconds/, field: 'spec.activeDeadlineSeconds', shows: /"kind":"Job".*DeadlineExceeded/ },
  { cases: /^job-policy-failjob$/, cause: /podFailurePolicy.*exit code 42/, field: 'spec.podFailurePolicy.rules[0]', shows: /PodFailurePolicy/ },
  // What is not stored at all.
  { cases: /^(pod-security-restricted|psa-restricted-partial)$/, cause: /pod security standard restricted.*allowPrivilegeEscalation/, field: 'containers[app].securityContext.allowPrivilegeEscalation' },
  { cases: /^psa-baseline$/, cause: /pod security standard baseline.*capabilities.*host namespaces/, field: 'containers[app].securityContext.capabilities' },
  { cases: /^priority-class-missing$/, cause: /PriorityClass nope/, field: 'priorityClassName' },
  { cases: /^runtime-class-missing$/, cause: /RuntimeClass nope/, field: 'runtimeClassName' },
  { cases: /^service-account-missing$/, cause: /ServiceAccount nope/, field: 'serviceAccountName' },
  { cases: /^invalid-sa-name$/, cause: /ServiceAccount Bad_SA/, field: 'serviceAccountName' },
  { cases: /^invalid-priority-set$/, cause: /priority 5/, field: 'priority' },
  { cases: /^limitrange-/, cause: /LimitRange/, field: 'containers[0].resources' },
  { cases: /^quota-cpu$/, cause: /ResourceQuota q is used up.*cpu/, field: 'containers[0].resources' },
  { cases: /^quota-must-specify$/, cause: /ResourceQuota q.*limits\.memory/, field: 'containers[app].resources' },
  { cases: /^name-conflict$/, cause: /Pod web already/, field: 'metadata.name' },
  { cases: /^duplicate-container$/, cause: /Duplicate value: "app"/, field: 'containers[1].name' },
  { cases: /^invalid-port$/, cause: /containerPort.*99999/, field: 'containers[0].ports[0].containerPort' },
  { cases: /^no-containers$/, cause: /containers.*Required value/, field: 'containers' },
  { cases: /^requests-over-limits$/, cause: /requests.*cpu limit/, field: 'containers[0].resources.requests' },
  { cases: /^volume-mount-unknown$/, cause: /Not found: "nope"/, field: 'containers[0].volumeMounts[0].name' },
  { cases: /^invalid-type-bool$/, cause: /hostNetwork is a string.*true or false/, field: 'hostNetwork' },
  { cases: /^invalid-type-containers$/, cause: /containers is an object.*a list/, field: 'containers' },
  { cases: /^invalid-type-env$/, cause: /env\.value is a number.*text/, field: 'containers.env.value' },
  { cases: /^invalid-type-port$/, cause: /containerPort is a string.*whole number/, field: 'containers.ports.containerPort' },
  { cases: /^invalid-quantity$/, cause: /quantities must match/ },
]; // prettier-ignore
