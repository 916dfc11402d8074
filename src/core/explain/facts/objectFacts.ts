import type { FactTable, FieldFact } from './fieldFact';

const kind: FieldFact = {
  means: 'What sort of object it is.',
  readBy: [
    'kubectl: chooses the URL of the request by it',
    'API server: decodes, defaults and validates the object by it',
  ],
};
const apiVersion: FieldFact = {
  means: 'In which version of the API the object is written.',
  readBy: ['kubectl: chooses the URL of the request by it', 'API server: converts it into the version that it stores'],
};
const metadata: FieldFact = { means: 'Who the object is: name, namespace, labels, annotations.' };
const object = { kind, apiVersion, metadata };

/** Facts on what every object has, and on the kinds that pods take up. */
export const objectFacts: FactTable = {
  Pod: {
    ...object,
    spec: { means: 'What is to run, and how.' },
    status: { means: 'Written by the cluster; ignored on creation.' },
  },
  Deployment: object,
  ReplicaSet: object,
  StatefulSet: object,
  DaemonSet: object,
  Job: object,
  CronJob: object,
  ReplicationController: object,
  PodTemplate: object,
  ObjectMeta: {
    annotations: {
      means: 'Free text for tools; some runtimes and hooks read them.',
      readBy: [
        'kubelet: hands them to the sandbox and to the image service',
        'runtime: may pass some on to its OCI hooks',
      ],
      absent: 'None; the kubelet adds two of its own.',
    },
    creationTimestamp: { means: 'Written by the API server; a value in a manifest is ignored.' },
    deletionGracePeriodSeconds: { means: 'Written by the API server when the object is being deleted.' },
    deletionTimestamp: { means: 'Written by the API server when the object is being deleted.' },
    finalizers: {
      means: 'Who must finish before the object is removed.',
      readBy: ['API server: keeps a deleted object until the list is empty'],
    },
    generateName: {
      means: 'The prefix of the name; five characters follow.',
      readBy: ['API server: adds the characters when the object is created'],
      absent: 'name is needed.',
    },
    generation: { means: 'Counts changes of the spec; written by the API server.' },
    labels: {
      means: 'Services, controllers and people select the object by them.',
      readBy: [
        'API server: indexes watches and lists',
        'controllers: selectors of Services and workloads',
        'kubelet: hands them to the sandbox',
      ],
      absent: 'None; the kubelet adds three of its own.',
    },
    managedFields: { means: 'Who set which field last; written by the API server.' },
    name: {
      means: "The object's name; a pod's is also its host name.",
      readBy: [
        'API server: part of the address',
        'kubelet: metadata.name, labels, hostname and log folder of the sandbox',
      ],
      absent: 'generateName is needed.',
    },
    namespace: {
      means: 'Where the object lives: what it may refer to, and which quotas and limits apply.',
      readBy: [
        'API server: part of the URL; admission by the rules of the namespace',
        'kubelet: metadata.namespace of the sandbox, DNS search domains',
      ],
      absent: "The namespace of kubectl's context.",
    },
    ownerReferences: {
      means: 'The owners of the object; it is deleted when they are gone.',
      readBy: ['controller manager: garbage collector, and controllers that look for their own objects'],
    },
    resourceVersion: { means: 'Written by the API server; on an update, the version that it must still have.' },
    selfLink: { means: 'No longer used.' },
    uid: { means: 'Written by the API server; names folders, cgroup and sandbox of a pod.' },
  },
  ConfigMap: {
    ...object,
    binaryData: { means: 'Values in base64, for files; they cannot become variables.' },
    data: { means: 'Keys with their values: files of a volume, or environment variables.' },
    immutable: {
      means: 'If true, the data cannot be changed, and kubelets do not watch it.',
      readBy: ['API server', 'kubelet: stops its watch'],
      absent: 'false.',
      since: '1.19',
    },
  },
  Secret: {
    ...object,
    data: {
      means: 'Keys with their values in base64: files of a volume in memory, variables, or credentials for a registry.',
    },
    immutable: {
      means: 'If true, the data cannot be changed, and kubelets do not watch it.',
      readBy: ['API server', 'kubelet: stops its watch'],
      absent: 'false.',
      since: '1.19',
    },
    stringData: { means: 'Values as plain text; the API server turns them into data and never shows them again.' },
    type: {
      means: 'What is in it: kubernetes.io/dockerconfigjson holds credentials for registries.',
      readBy: ['API server: requires the keys that belong to the type', 'kubelet: reads pull secrets by it'],
      absent: 'Opaque.',
    },
  },
  ServiceAccount: {
    ...object,
    automountServiceAccountToken: {
      means: 'Whether pods get a token volume, unless they set it themselves.',
      readBy: ['API server: ServiceAccount admission'],
      absent: 'true.',
    },
    imagePullSecrets: {
      means: 'Given to each pod that has none of its own.',
      readBy: ['API server: ServiceAccount admission copies them into the pod'],
    },
    secrets: { means: 'Secrets that its pods may use, if that is enforced.' },
  },
  PersistentVolumeClaim: {
    ...object,
    spec: { means: 'What storage is wanted.' },
    status: { means: 'Written by the controller.' },
  },
  PersistentVolumeClaimSpec: {
    accessModes: {
      means: 'How many nodes may mount it, and whether for writing.',
      readBy: ['controller manager: finds a volume', 'scheduler: ReadWriteOncePod lets only one pod have it'],
    },
    dataSource: { means: 'What the new volume is filled from.', readBy: ['provisioner'] },
    dataSourceRef: { means: 'What the new volume is filled from.', readBy: ['provisioner'] },
    resources: { means: 'How much is needed.', readBy: ['controller manager: the volume has at least as much'] },
    selector: { means: 'Which volumes may be taken.', readBy: ['controller manager'] },
    storageClassName: {
      means: 'Who provisions the volume, and when: at once or when a pod is scheduled.',
      readBy: ['controller manager and provisioner', 'scheduler: WaitForFirstConsumer is bound with the pod'],
      absent: 'The default class.',
    },
    volumeMode: {
      means: 'Filesystem or Block.',
      readBy: ['kubelet: mounts it, or hands the device on'],
      absent: 'Filesystem.',
    },
    volumeName: { means: 'The volume that it is bound to.', readBy: ['controller manager'] },
  },
  Service: { ...object, spec: { means: 'Which pods answer under which address.' } },
  ServiceSpec: {
    clusterIP: {
      means:
        'The address; becomes NAME_SERVICE_HOST in containers that start later. None: a headless Service has no variables.',
      readBy: ['kubelet: service variables', 'kube-proxy, DNS'],
      absent: 'The API server picks one.',
    },
    ports: {
      means: 'Ports; become NAME_SERVICE_PORT and NAME_PORT_… in containers that start later.',
      readBy: ['kubelet: service variables', 'kube-proxy'],
    },
    selector: { means: 'The pods that answer.', readBy: ['controller manager: EndpointSlices of Ready pods'] },
    type: { means: 'ClusterIP, NodePort, LoadBalancer or ExternalName.', absent: 'ClusterIP.' },
    allocateLoadBalancerNodePorts: { means: 'Whether a load balancer gets ports on the nodes.', absent: 'true.' },
    clusterIPs: {
      means: 'The addresses, one for each family; the first is clusterIP.',
      absent: 'The API server picks.',
    },
    externalIPs: { means: 'Further addresses that lead to the Service.', absent: 'None.' },
    externalName: { means: 'With type ExternalName: the DNS name that the Service stands for; no variables.' },
    externalTrafficPolicy: {
      means: 'Local leads traffic from outside only to pods of the same node, and keeps the sender’s address.',
      absent: 'Cluster.',
    },
    healthCheckNodePort: { means: 'Where load balancers ask a node whether it has pods of the Service.' },
    internalTrafficPolicy: { means: 'Local leads traffic only to pods of the same node.', absent: 'Cluster.' },
    ipFamilies: { means: 'IPv4, IPv6 or both, in this order.', absent: "The cluster's first." },
    ipFamilyPolicy: { means: 'One family or two, if the cluster has them.', absent: 'SingleStack.' },
    loadBalancerClass: { means: 'Who makes the load balancer.', absent: "The cluster's default." },
    loadBalancerIP: { means: 'The address to request from the load balancer; deprecated.' },
    loadBalancerSourceRanges: { means: 'Which clients may reach the load balancer.', absent: 'From everywhere.' },
    publishNotReadyAddresses: {
      means: 'Includes pods before they are Ready, which peers that look each other up need.',
      readBy: ['controller manager: EndpointSlices', 'DNS'],
      absent: 'false: only Ready pods get traffic and names.',
    },
    sessionAffinity: { means: 'ClientIP leads a client to the same pod each time.', absent: 'None.' },
    sessionAffinityConfig: { means: 'For how long.', absent: 'Three hours.' },
    trafficDistribution: {
      means: 'Which pods are preferred: those in the same zone or on the same node.',
      absent: 'None.',
    },
  },
  SessionAffinityConfig: { clientIP: { means: 'Settings of the affinity by address.' } },
  ClientIPConfig: { timeoutSeconds: { means: 'How long a client is remembered.', absent: '10800: three hours.' } },
  ServicePort: {
    name: { means: 'The name; becomes part of a variable: NAME_SERVICE_PORT_HTTP.' },
    port: { means: 'The port of the Service; the value of the variables.' },
    protocol: { means: 'TCP, UDP or SCTP.', absent: 'TCP.' },
    targetPort: { means: "The container's port, by number or name.", absent: 'The same as port.' },
    appProtocol: { means: 'The application protocol of the port, for proxies.', absent: 'Unknown.' },
    nodePort: { means: 'The port on each node.', absent: 'The API server picks one, if the type requires it.' },
  },
  LimitRange: {
    ...object,
    spec: { means: 'The defaults and the bounds for containers and pods of the namespace.' },
  },
  LimitRangeSpec: {
    limits: { means: 'One entry for each type.', readBy: ['API server: LimitRanger admission, when a pod is created'] },
  },
  LimitRangeItem: {
    default: {
      means: 'Limits for containers that set none.',
      readBy: ['API server: LimitRanger admission writes them into the pod, and an annotation'],
    },
    defaultRequest: {
      means: 'Requests for containers that set none.',
      readBy: ['API server: LimitRanger admission writes them into the pod'],
      absent: 'default.',
    },
    max: { means: 'More is refused.', readBy: ['API server: LimitRanger admission'] },
    maxLimitRequestRatio: {
      means: 'How far a limit may exceed the request, as a ratio.',
      readBy: ['API server: LimitRanger admission'],
    },
    min: { means: 'Less is refused.', readBy: ['API server: LimitRanger admission'] },
    type: { means: 'Container, Pod or PersistentVolumeClaim.' },
  },
  RuntimeClass: {
    ...object,
    handler: {
      means: 'runtime_handler of RunPodSandbox.',
      readBy: ['kubelet: each start of a pod of this class', 'runtime: its configuration by this name'],
    },
    overhead: {
      means: 'What a sandbox itself costs.',
      readBy: ['API server: RuntimeClass admission copies it to spec.overhead'],
    },
    scheduling: {
      means: 'Which nodes have the handler.',
      readBy: ['API server: adds nodeSelector and tolerations to the pod'],
    },
  },
  Overhead: {
    podFixed: { means: 'What each sandbox costs: added to the requests of the pod.' },
  },
  Scheduling: {
    nodeSelector: { means: 'Labels of the nodes with the handler; added to the pod.', absent: 'All nodes have it.' },
    tolerations: { means: 'Added to those of the pod.', absent: 'None.' },
  },
  ResourceQuota: { ...object, spec: { means: 'What the namespace may use in all.' } },
  ResourceQuotaSpec: {
    hard: {
      means: 'The maximum of each: pods, requests.cpu, limits.memory, count/secrets, …',
      readBy: [
        'API server: ResourceQuota admission refuses what would exceed it; if it has requests or limits, pods must set theirs',
      ],
    },
    scopeSelector: { means: 'Which pods count, by scopes and values.', absent: 'All.' },
    scopes: { means: 'Which pods count: Terminating, BestEffort, …', absent: 'All.' },
  },
  ScopeSelector: { matchExpressions: { means: 'Conditions that must all hold.', absent: 'None.' } },
  ScopedResourceSelectorRequirement: {
    operator: { means: 'In, NotIn, Exists or DoesNotExist.' },
    scopeName: { means: 'The scope, such as PriorityClass.' },
    values: { means: 'The values for In and NotIn.', absent: 'None.' },
  },
  Namespace: { ...object, spec: { means: 'What must be removed before the namespace is.' } },
  NamespaceSpec: { finalizers: { means: 'Who must clean up before the namespace is removed.' } },
  PriorityClass: {
    ...object,
    description: { means: 'When to use the class; for people.' },
    globalDefault: { means: 'For pods that name no class.', readBy: ['API server: Priority admission'] },
    preemptionPolicy: {
      means: 'Whether its pods push others out.',
      readBy: ['API server: copies it into the pod', 'scheduler'],
    },
    value: {
      means: 'The number that counts.',
      readBy: ['API server: spec.priority of the pod', 'scheduler: order and preemption'],
    },
  },
};
