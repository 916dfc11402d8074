import { entryOf } from '../entryOf';
import type { NarrationLink } from './narration';
import { docs, source } from './sources';

/** What a resource of the API is: its kind, what it is for, and who works on it. */
export interface ResourceNoun {
  kind: string;
  /** A sentence that begins with `It`. */
  is: string;
  /** What its creation leads to, as a sentence. */
  next: string;
  links: readonly NarrationLink[];
}

const noun = (kind: string, is: string, next: string, ...links: NarrationLink[]): ResourceNoun => ({
  kind,
  is,
  next,
  links,
});
const workloads = (name: string): NarrationLink => docs(name, `concepts/workloads/controllers/${name.toLowerCase()}/`);
const controllers = 'pkg/controller/';
const waits = 'A pod that refers to it can start.';

const nouns: Readonly<Record<string, ResourceNoun>> = {
  deployments: noun(
    'Deployment',
    'It keeps a number of equal pods running, and replaces them step by step when its template changes.',
    'Its controller makes a ReplicaSet.',
    workloads('Deployment'),
    source(`${controllers}deployment/sync.go`, 'getNewReplicaSet'),
  ),
  replicasets: noun(
    'ReplicaSet',
    'It keeps a number of equal pods running.',
    'Its controller makes the pods.',
    workloads('ReplicaSet'),
    source(`${controllers}replicaset/replica_set.go`, 'manageReplicas'),
  ),
  replicationcontrollers: noun(
    'ReplicationController',
    'It keeps a number of equal pods running; a ReplicaSet is its successor.',
    'Its controller makes the pods.',
    workloads('ReplicationController'),
    source(`${controllers}replicaset/replica_set.go`, 'manageReplicas'),
  ),
  statefulsets: noun(
    'StatefulSet',
    'It keeps pods with fixed names running, each with its own volumes.',
    'Its controller makes the pods, usually one after the other.',
    workloads('StatefulSet'),
    source(`${controllers}statefulset/stateful_set_control.go`, 'processReplica'),
  ),
  daemonsets: noun(
    'DaemonSet',
    'It keeps one pod running on each node that fits.',
    'Its controller makes a pod for each node.',
    workloads('DaemonSet'),
    source(`${controllers}daemon/daemon_controller.go`, 'syncNodes'),
  ),
  jobs: noun(
    'Job',
    'It runs pods until a number of them have succeeded.',
    'Its controller makes the pods.',
    workloads('Job'),
    source(`${controllers}job/job_controller.go`, 'manageJob'),
  ),
  cronjobs: noun(
    'CronJob',
    'It makes a Job at each time of its schedule.',
    'Its controller makes a Job when the time comes. A simulation that no time was set for does not wait: it takes the next time of the schedule as come.',
    docs('CronJob', 'concepts/workloads/controllers/cron-jobs/'),
    source(`${controllers}cronjob/cronjob_controllerv2.go`, 'syncCronJob'),
  ),
  configmaps: noun(
    'ConfigMap',
    'It holds settings that pods read as variables or files.',
    waits,
    docs('ConfigMaps', 'concepts/configuration/configmap/'),
  ),
  secrets: noun(
    'Secret',
    'It holds what only some may read, such as passwords; pods read it as variables or files.',
    waits,
    docs('Secrets', 'concepts/configuration/secret/'),
  ),
  services: noun(
    'Service',
    'It gives a set of pods one name and one address.',
    'Its address is handed out, and its controllers list the pods that are ready.',
    docs('Services', 'concepts/services-networking/service/'),
  ),
  serviceaccounts: noun(
    'ServiceAccount',
    'It is the identity with which pods talk to the API server.',
    waits,
    docs('Service accounts', 'concepts/security/service-accounts/'),
  ),
  namespaces: noun(
    'Namespace',
    'It keeps names of one team or purpose apart from the others.',
    'Objects can be created in it.',
    docs('Namespaces', 'concepts/overview/working-with-objects/namespaces/'),
  ),
  nodes: noun(
    'Node',
    'It is a machine on which pods run.',
    'The scheduler can place pods on it.',
    docs('Nodes', 'concepts/architecture/nodes/'),
  ),
  persistentvolumeclaims: noun(
    'PersistentVolumeClaim',
    'It asks for storage, which a PersistentVolume gives it.',
    'Its controller looks for a PersistentVolume, or has one made.',
    docs('Persistent volumes', 'concepts/storage/persistent-volumes/'),
    source(`${controllers}volume/persistentvolume/pv_controller.go`, 'syncUnboundClaim'),
  ),
  persistentvolumes: noun(
    'PersistentVolume',
    'It is a piece of storage that a claim can be bound to.',
    'Its controller looks for a claim that it fits.',
    docs('Persistent volumes', 'concepts/storage/persistent-volumes/'),
    source(`${controllers}volume/persistentvolume/pv_controller.go`, 'bind'),
  ),
  storageclasses: noun(
    'StorageClass',
    'It says how storage for a claim is made.',
    'Claims can refer to it.',
    docs('Storage classes', 'concepts/storage/storage-classes/'),
  ),
  volumeattachments: noun(
    'VolumeAttachment',
    'It says that a volume is to be attached to a node.',
    'The driver attaches the volume.',
    docs('Volumes', 'concepts/storage/volumes/'),
  ),
  limitranges: noun(
    'LimitRange',
    'It sets defaults and limits for the resources of the pods of a namespace.',
    'The API server applies it to each pod that is created later.',
    docs('Limit ranges', 'concepts/policy/limit-range/'),
  ),
  resourcequotas: noun(
    'ResourceQuota',
    'It limits what all pods of a namespace take together.',
    'The API server now counts against it.',
    docs('Resource quotas', 'concepts/policy/resource-quotas/'),
    source(`${controllers}resourcequota/resource_quota_controller.go`, 'syncResourceQuota'),
  ),
  resourceclaims: noun(
    'ResourceClaim',
    'It asks for a device, such as a GPU.',
    'The scheduler finds a device for it.',
    docs('Dynamic resource allocation', 'concepts/scheduling-eviction/dynamic-resource-allocation/'),
    source(`${controllers}resourceclaim/controller.go`, 'syncClaim'),
  ),
  priorityclasses: noun(
    'PriorityClass',
    'It gives pods a rank: a pod of a higher one may take the place of a lower one.',
    'Pods can refer to it.',
    docs('Pod priority', 'concepts/scheduling-eviction/pod-priority-preemption/'),
  ),
  runtimeclasses: noun(
    'RuntimeClass',
    'It says with which handler the container runtime runs a pod.',
    'Pods can refer to it.',
    docs('RuntimeClass', 'concepts/containers/runtime-class/'),
  ),
  endpoints: noun(
    'Endpoints',
    'It lists the addresses of the pods of a Service, in the older form.',
    'Clients that read it find the pods.',
    docs('Services', 'concepts/services-networking/service/'),
    source(`${controllers}endpoint/endpoints_controller.go`, 'syncService'),
  ),
  endpointslices: noun(
    'EndpointSlice',
    'It lists the addresses of the pods of a Service, and which of them are ready.',
    'kube-proxy on each node sends requests to the ready ones.',
    docs('EndpointSlices', 'concepts/services-networking/endpoint-slices/'),
    source(`${controllers}endpointslice/endpointslice_controller.go`, 'syncService'),
  ),
  controllerrevisions: noun(
    'ControllerRevision',
    'It keeps a version of the template of a StatefulSet or DaemonSet.',
    'An update can go back to it.',
    docs('StatefulSet', 'concepts/workloads/controllers/statefulset/'),
    source(`${controllers}history/controller_history.go`, 'CreateControllerRevision'),
  ),
  poddisruptionbudgets: noun(
    'PodDisruptionBudget',
    'It says how many pods of an application may be missing at a time.',
    'Evictions that would take too many are refused.',
    docs('Disruptions', 'concepts/workloads/pods/disruptions/'),
    source(`${controllers}disruption/disruption.go`, 'trySync'),
  ),
  horizontalpodautoscalers: noun(
    'HorizontalPodAutoscaler',
    'It sets the number of pods of a workload by what they use.',
    'Its controller begins to measure.',
    docs('Horizontal pod autoscaling', 'tasks/run-application/horizontal-pod-autoscale/'),
  ),
};

export function nounOf(resource: string): ResourceNoun | undefined {
  return entryOf(nouns, resource);
}
