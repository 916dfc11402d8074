import type { FactTable } from './fieldFact';

/** Facts on the fields of a pod's spec itself. */
export const podSpecFacts: FactTable = {
  PodSpec: {
    activeDeadlineSeconds: {
      means: 'How many seconds the whole pod may run, counted from status.startTime; then it is killed and fails.',
      readBy: ['kubelet: checks it in every sync; past it the pod gets phase Failed, reason DeadlineExceeded'],
      absent: 'The pod may run for ever.',
    },
    affinity: {
      means: 'Rules about which nodes, and near which other pods, the pod may or should run.',
      readBy: [
        'scheduler: filters and scores nodes by it',
        'kubelet: checks required node affinity once more when it admits the pod',
      ],
      absent: 'Any node that has room will do.',
    },
    automountServiceAccountToken: {
      means: 'Whether the pod gets the kube-api-access volume with a token for the API.',
      readBy: [
        'API server: ServiceAccount admission adds the volume and a mount in every container',
        'kubelet: requests and rotates the token',
      ],
      absent: "The ServiceAccount's own setting decides, and that defaults to true.",
    },
    containers: {
      means: 'The containers that run side by side once all init containers have completed.',
      readBy: [
        'scheduler: adds up their requests',
        'kubelet: creates and starts them in this order, one after the other',
      ],
      absent: 'Required: the API server refuses a pod without one.',
    },
    dnsConfig: {
      means:
        'Servers, search domains and options that are added to what dnsPolicy gives; with policy None there are no others.',
      readBy: ['kubelet: merges it into dns_config of the sandbox, from which the runtime writes /etc/resolv.conf'],
      absent: 'dnsPolicy alone decides.',
    },
    dnsPolicy: {
      means: "Where the pod's resolv.conf comes from: the cluster's DNS, the node's file, or dnsConfig alone.",
      readBy: ['kubelet: computes dns_config before RunPodSandbox'],
      absent: 'ClusterFirst: the cluster DNS with the namespace’s search domains and ndots:5.',
    },
    enableServiceLinks: {
      means:
        "Whether each Service of the namespace becomes NAME_SERVICE_HOST, NAME_SERVICE_PORT, … in every container's environment.",
      readBy: ['kubelet: lists Services when it makes the environment; those created later are not seen'],
      absent: 'true. In a namespace with many Services this makes environments large and starts slow.',
    },
    ephemeralContainers: {
      means: 'Containers added to a running pod for debugging (kubectl debug).',
      readBy: [
        'API server: takes them only through the ephemeralcontainers subresource',
        'kubelet: starts them once, and never restarts them',
      ],
      absent: 'None, as in every new pod.',
    },
    evictionResponders: {
      means: 'Who takes part when the pod is asked to leave its node.',
      readBy: ['eviction controllers: call them by priority; the start does not depend on it'],
      absent: 'An eviction deletes the pod directly.',
    },
    hostAliases: {
      means: "Lines for the pod's /etc/hosts beyond its own name.",
      readBy: ['kubelet: writes them into the etc-hosts file that it mounts at /etc/hosts'],
      absent: 'Only localhost and the pod itself are in /etc/hosts.',
    },
    hostIPC: {
      means: "Shares the node's IPC namespace: System V shared memory and semaphores.",
      readBy: ['API server: Pod Security baseline forbids it', 'kubelet: namespace_options.ipc becomes NODE'],
      absent: 'The containers share an IPC namespace of their own.',
    },
    hostNetwork: {
      means: "Uses the node's network: no CNI call, the node's address, and ports that must be free on the node.",
      readBy: [
        'API server: every containerPort becomes a hostPort; Pod Security baseline forbids it',
        'scheduler: no two pods with one port on a node',
        'kubelet: dnsPolicy ClusterFirst falls back to Default',
      ],
      absent: 'The pod gets an address of its own from the CNI plugin.',
    },
    hostPID: {
      means: "The containers see the node's processes, and can signal them.",
      readBy: ['API server: Pod Security baseline forbids it', 'kubelet: namespace_options.pid becomes NODE'],
      absent: 'Each container sees its own processes only (or the pod’s, with shareProcessNamespace).',
    },
    hostUsers: {
      means: 'false gives the pod a user namespace: root inside is an unprivileged user on the node.',
      readBy: [
        'scheduler: nodes must support user namespaces',
        'kubelet: reserves a range of 65,536 ids and sends it as userns_options; the runtime handler must support it',
      ],
      absent: "true: the node's user namespace.",
    },
    hostname: {
      means: "The host name that the pod's processes see; a DNS label of at most 63 characters.",
      readBy: [
        'kubelet: config.hostname of the sandbox',
        'DNS: together with subdomain and a headless Service it gets a record',
      ],
      absent: "The pod's name, cut to 63 characters.",
    },
    hostnameOverride: {
      means: 'The host name inside the pod, whatever hostname, subdomain and setHostnameAsFQDN say.',
      readBy: ['kubelet: config.hostname of the sandbox; it may be up to 64 characters long'],
      absent: "hostname, or the pod's name.",
    },
    imagePullSecrets: {
      means: 'Secrets with registry credentials for all of the pod’s images.',
      readBy: [
        "API server: fills it from the ServiceAccount's list where it is empty",
        'kubelet: image manager picks the entry whose registry and path match, and sends it as auth of PullImage',
      ],
      absent: "The node's own credentials are used; without any, the pull is anonymous.",
    },
    initContainers: {
      means:
        'Containers that run to their end one after the other before the others start; with restartPolicy Always, sidecars that stay.',
      readBy: [
        'scheduler: the largest init request counts beside the sum of the others',
        'kubelet: starts the next when this one has exited with 0 (a sidecar: when it has started)',
      ],
      absent: 'The containers start right after the sandbox.',
    },
    nodeName: {
      means: 'The node that runs the pod. The scheduler writes it; set in a manifest it skips the scheduler.',
      readBy: [
        'scheduler: ignores a pod that has one',
        'kubelet: takes the pods with its own name; its admission may still refuse (OutOfcpu, NodeAffinity, …)',
      ],
      absent: 'The scheduler chooses.',
    },
    nodeSelector: {
      means: 'Labels that a node must have, all of them.',
      readBy: ['scheduler: filters nodes by it', 'kubelet: checks it again when it admits the pod'],
      absent: 'Any node.',
    },
    os: {
      means:
        'The operating system that the pod is for. It does not choose a node; it fixes which security fields are allowed.',
      readBy: [
        'API server: refuses fields of the other system',
        'kubelet: rejects a pod whose os is not the node’s (PodOSNotSupported)',
      ],
      absent: 'Fields of both systems are accepted.',
      since: '1.24',
    },
    overhead: {
      means: "What the runtime itself costs for this pod, on top of its containers' requests.",
      readBy: [
        'API server: RuntimeClass admission writes it and refuses another value',
        'scheduler: adds it to the requests',
        "kubelet: adds it to the pod's cgroup and sends it as linux.overhead",
      ],
      absent: 'Nothing is added.',
      since: '1.18',
    },
    preemptionPolicy: {
      means: 'Whether the pod may preempt pods of lower priority when no node has room.',
      readBy: ['scheduler: after no node was found'],
      absent: "The PriorityClass's policy, or PreemptLowerPriority.",
      since: '1.19',
    },
    priority: {
      means:
        'The number that priorityClassName stands for. Admission computes it; a manifest with another value is refused.',
      readBy: [
        'scheduler: order in the queue, and preemption',
        'kubelet: order of eviction; from 2,000,000,000 on the pod is critical and gets oom_score_adj -997',
      ],
      absent: '0, or that of the default PriorityClass.',
    },
    priorityClassName: {
      means: 'The PriorityClass whose value becomes the priority.',
      readBy: [
        'API server: Priority admission looks it up and refuses an unknown name',
        'scheduler and kubelet: use the resulting priority',
      ],
      absent: 'The PriorityClass that is marked globalDefault, or priority 0.',
    },
    readinessGates: {
      means: 'Conditions that someone else must set to True before the pod counts as Ready.',
      readBy: [
        'kubelet: condition Ready waits for them, though all containers are ready',
        'kubectl: shows them under READINESS GATES',
      ],
      absent: "Readiness is the containers' alone.",
    },
    resourceClaims: {
      means: 'Devices (GPUs and the like) that the pod gets through dynamic resource allocation.',
      readBy: [
        'resource claim controller: makes ResourceClaims from templates',
        'scheduler: allocates devices and picks the node',
        'kubelet: lets the driver prepare them before RunPodSandbox',
      ],
      absent: 'No such devices.',
    },
    resources: {
      means: 'Requests and limits of the pod as a whole, which its containers share.',
      readBy: [
        'scheduler: uses these requests in place of the sum',
        "kubelet: sets the pod's cgroup by them; containers without a limit of their own may use all of it",
      ],
      absent: "The containers' own resources add up.",
    },
    restartPolicy: {
      means: 'Whether ended containers are started again: Always, OnFailure or Never.',
      readBy: [
        'API server: workloads other than Job demand Always, Jobs forbid it',
        'kubelet: decides after every exit, with a back-off of 10 s doubling to 300 s',
      ],
      absent: 'Always.',
    },
    runtimeClassName: {
      means: 'The RuntimeClass whose handler (runc, gVisor, Kata, …) runs the pod.',
      readBy: [
        'API server: RuntimeClass admission refuses an unknown name and adds overhead, node selector and tolerations',
        'kubelet: sends the handler as runtime_handler of RunPodSandbox',
      ],
      absent: "The runtime's default handler.",
    },
    schedulerName: {
      means: 'Which scheduler places the pod.',
      readBy: [
        'schedulers: each takes only the pods that name it; if none does, the pod stays Pending without any event',
      ],
      absent: 'default-scheduler.',
    },
    schedulingGates: {
      means: 'While any gate is left, the scheduler ignores the pod (STATUS SchedulingGated).',
      readBy: ['scheduler: holds the pod back; controllers remove the gates when they are ready'],
      absent: 'Scheduling starts at once.',
    },
    schedulingGroup: {
      means: 'The group of pods that is scheduled together or not at all.',
      readBy: ['scheduler: waits until the group can be placed'],
      absent: 'The pod is scheduled by itself.',
    },
    securityContext: {
      means: 'Users, groups, seccomp and the like for all containers, unless a container sets its own.',
      readBy: ['API server: Pod Security checks it', 'kubelet: the sandbox’s and each container’s security_context'],
      absent: "The image's user; the runtime's defaults.",
    },
    serviceAccount: {
      means: 'The old name of serviceAccountName; the API server keeps the two equal.',
      readBy: ['API server: copies it when it stores the pod'],
      absent: 'default.',
    },
    serviceAccountName: {
      means: 'The identity with which the pod calls the API.',
      readBy: [
        'API server: ServiceAccount admission refuses an unknown name, adds the token volume and pull secrets',
        'kubelet: requests tokens for it',
      ],
      absent: "The namespace's ServiceAccount default.",
    },
    setHostnameAsFQDN: {
      means: "Makes the full name (host.subdomain.namespace.svc.cluster.local) the kernel's host name.",
      readBy: ['kubelet: config.hostname of the sandbox; a name over 64 characters keeps the pod from starting'],
      absent: 'false: the short name.',
      since: '1.20',
    },
    shareProcessNamespace: {
      means: 'All containers of the pod see each other’s processes; the pause process is PID 1.',
      readBy: ['kubelet: namespace_options.pid becomes POD'],
      absent: 'false: one PID namespace for each container.',
    },
    subdomain: {
      means: 'With a headless Service of this name the pod can be resolved as hostname.subdomain.namespace.svc.',
      readBy: ['DNS: through the Service’s EndpointSlice', 'kubelet: the full name goes into /etc/hosts'],
      absent: 'The pod has no DNS name of its own.',
    },
    terminationGracePeriodSeconds: {
      means: 'Seconds from the deletion to the KILL signal, preStop hooks included.',
      readBy: ['API server: copies it into a deletion', 'kubelet: timeout of StopContainer, less what the hook took'],
      absent: '30.',
    },
    tolerations: {
      means: 'Taints of nodes that do not keep this pod away.',
      readBy: [
        'API server: adds not-ready and unreachable for 300 s',
        'scheduler: filters nodes with taints that are not tolerated',
        'taint eviction controller: evicts after tolerationSeconds',
      ],
      absent: 'Only the two that the API server adds.',
    },
    topologySpreadConstraints: {
      means: 'How evenly pods of a kind are spread over zones, nodes and the like.',
      readBy: ['scheduler: DoNotSchedule filters, ScheduleAnyway scores'],
      absent: "The scheduler's cluster defaults: soft spreading over nodes and zones.",
    },
    volumes: {
      means: 'Storage that containers can mount.',
      readBy: [
        'scheduler: claims must be bound or bindable, disks reachable from the node',
        'kubelet: the volume manager mounts all of them before RunPodSandbox, whether a container mounts them or not',
      ],
      absent: 'Only the service account token’s volume, which the API server adds.',
    },
  },
  PodDNSConfig: {
    nameservers: {
      means: 'Addresses of DNS servers, added after those of dnsPolicy; the resolver uses the first three.',
      absent: "dnsPolicy's servers only; with None at least one is required.",
    },
    options: {
      means: 'resolv.conf options such as ndots, added to or replacing those of dnsPolicy.',
      absent: 'ndots:5 with ClusterFirst.',
    },
    searches: {
      means: 'Search domains, added after those of dnsPolicy; at most 32.',
      absent: "dnsPolicy's domains only.",
    },
  },
  PodDNSConfigOption: {
    name: { means: "The option's name as resolv.conf knows it: ndots, timeout, attempts, use-vc, …" },
    value: { means: "The option's value, written behind a colon: ndots:2.", absent: 'The option has no value.' },
  },
  EvictionResponder: {
    name: { means: "The responder's name, as a domain and a path." },
    priority: { means: 'Order: the responder of the highest priority is asked first.' },
  },
  HostAlias: {
    hostnames: { means: 'The names of the address in /etc/hosts.' },
    ip: { means: 'The address that the names get; an IPv4 or IPv6 literal.' },
  },
  LocalObjectReference: {
    name: {
      means: "The Secret's name, in the pod's namespace.",
      readBy: [
        'kubelet: fetches it when an image is pulled; a missing one gives the event FailedToRetrieveImagePullSecret, and the pull continues without it',
      ],
    },
  },
  PodOS: {
    name: {
      means: 'linux or windows.',
      readBy: ['API server: refuses fields of the other system', 'kubelet: compares it with the node'],
    },
  },
  PodReadinessGate: {
    conditionType: {
      means: 'The condition in status.conditions that must be True.',
      readBy: ['kubelet: until it is there, Ready is False with ReadinessGatesNotReady'],
    },
  },
  PodResourceClaim: {
    name: { means: 'The name by which containers refer to the claim in resources.claims.' },
    resourceClaimName: {
      means: 'An existing ResourceClaim of the namespace, which may be shared.',
      absent: 'A claim is created from a template, or there is none.',
    },
    resourceClaimTemplateName: {
      means: 'The template for a claim that is created for this pod alone, and deleted with it.',
      absent: 'resourceClaimName says which.',
    },
  },
  PodSchedulingGate: {
    name: {
      means: 'The gate’s name; whoever owns it removes it.',
      readBy: ['scheduler: waits until the list is empty'],
    },
  },
  PodSchedulingGroup: { podGroupName: { means: 'The PodGroup of the namespace that the pod belongs to.' } },
  ResourceRequirements: {
    claims: {
      means: "Which of the pod's resourceClaims this container may use.",
      readBy: ['kubelet: adds the prepared devices to CreateContainer (CDI)'],
      absent: 'No claimed device.',
    },
    limits: {
      means: 'The most that may be used: beyond it, CPU is throttled and memory leads to an OOM kill.',
      readBy: [
        'API server: a limit without a request becomes the request; LimitRange and ResourceQuota check it',
        'kubelet: cpu_quota, memory_limit_in_bytes, hugepage_limits',
      ],
      absent: 'No limit other than the pod’s, the LimitRange’s default, or the node’s capacity.',
    },
    requests: {
      means: 'What is reserved on the node: the scheduler counts it, and CPU time is shared in proportion to it.',
      readBy: [
        'scheduler: the node must have this much that no other pod requests',
        'kubelet: cpu_shares or cpu.weight, QoS class, oom_score_adj, order of eviction',
      ],
      absent: 'The limit, if there is one; else 0: BestEffort, first to be evicted.',
    },
    'limits[cpu]': {
      means: 'The most CPU time; a container that has used it up waits for the next period.',
      readBy: [
        'API server: becomes the request where none is given',
        'kubelet: cpu_quota; CPU manager: whole CPUs of a Guaranteed pod can become its own',
      ],
      absent: 'All that is free on the node.',
    },
    'limits[memory]': {
      means: 'The most memory; beyond it the kernel kills a process of the container (OOMKilled).',
      readBy: [
        'API server: becomes the request where none is given',
        'kubelet: memory_limit_in_bytes; also the size of emptyDirs in memory',
      ],
      absent: 'All that the node has.',
    },
    'limits[ephemeral-storage]': {
      means: 'The most that logs, writable layer and emptyDirs may take on the node’s disk.',
      readBy: ['kubelet: eviction manager measures regularly, and evicts the pod if it exceeds it; no CRI field'],
      absent: 'No limit.',
    },
    'requests[cpu]': {
      means: 'CPU reserved on the node; when CPU is scarce, it is shared in proportion to this.',
      readBy: [
        'scheduler: the node must have this much that no other pod requests',
        'kubelet: cpu_shares (cgroup v2: cpu.weight)',
      ],
      absent: 'The limit, if there is one; else nothing is reserved.',
    },
    'requests[memory]': {
      means: 'Memory reserved on the node; a container that uses more is evicted or killed earlier.',
      readBy: [
        'scheduler: the node must have this much that no other pod requests',
        'kubelet: oom_score_adj, order of eviction',
      ],
      absent: 'The limit, if there is one; else nothing is reserved.',
    },
    'requests[ephemeral-storage]': {
      means: 'Disk space reserved on the node for logs, writable layers and emptyDirs.',
      readBy: ['scheduler: the node must have this much that no other pod requests'],
      absent: 'The limit, if there is one; else nothing is reserved.',
    },
  },
  ResourceClaim: {
    name: { means: "The entry of the pod's resourceClaims." },
    request: {
      means: 'One request within the claim; the container gets only its devices.',
      absent: 'All of the claim’s devices.',
    },
  },
};
