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
    'It keeps a number of identical pods running, and replaces them step by step when its template changes.',
    'Its controller makes a ReplicaSet.',
    workloads('Deployment'),
    source(`${controllers}deployment/sync.go`, 'getNewReplicaSet'),
  ),
  replicasets: noun(
    'ReplicaSet',
    'It keeps a number of identical pods running.',
    'Its controller makes the pods.',
    workloads('ReplicaSet'),
    source(`${controllers}replicaset/replica_set.go`, 'manageReplicas'),
  ),
  replicationcontrollers: noun(
    'ReplicationController',
    'It keeps a number of identical pods running; a ReplicaSet is its successor.',
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
    'Its controller makes a Job when the time comes. A simulation without a set time does not wait: it acts as if the next time in the schedule has come.',
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
    'It holds confidential data, such as passwords; pods read it as variables or files.',
    waits,
    docs('Secrets', 'concepts/configuration/secret/'),
  ),
  services: noun(
    'Service',
    'It gives a set of pods a name and an address.',
    'It gets an address, and its controllers list the pods that are ready.',
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
    'It separates the names of one team or purpose from those of others.',
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
    'It asks for storage, which a PersistentVolume provides.',
    'Its controller looks for a PersistentVolume, or has one provisioned.',
    docs('Persistent volumes', 'concepts/storage/persistent-volumes/'),
    source(`${controllers}volume/persistentvolume/pv_controller.go`, 'syncUnboundClaim'),
  ),
  persistentvolumes: noun(
    'PersistentVolume',
    'It is a piece of storage that can be bound to a claim.',
    'Its controller looks for a claim that it fits.',
    docs('Persistent volumes', 'concepts/storage/persistent-volumes/'),
    source(`${controllers}volume/persistentvolume/pv_controller.go`, 'bind'),
  ),
  storageclasses: noun(
    'StorageClass',
    'It says how storage for a claim is provisioned.',
    'Claims can refer to it.',
    docs('Storage classes', 'concepts/storage/storage-classes/'),
  ),
  volumeattachments: noun(
    'VolumeAttachment',
    'It asks for a volume to be attached to a node.',
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
    'It gives pods a priority: a pod of a higher one can displace a pod of a lower one.',
    'Pods can refer to it.',
    docs('Pod priority', 'concepts/scheduling-eviction/pod-priority-preemption/'),
  ),
  runtimeclasses: noun(
    'RuntimeClass',
    'It says which handler the container runtime uses to run a pod.',
    'Pods can refer to it.',
    docs('RuntimeClass', 'concepts/containers/runtime-class/'),
  ),
  endpoints: noun(
    'Endpoints',
    'It lists the addresses of the pods of a Service, in the older format.',
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
    'A rollback can return to it.',
    docs('StatefulSet', 'concepts/workloads/controllers/statefulset/'),
    source(`${controllers}history/controller_history.go`, 'CreateControllerRevision'),
  ),
  poddisruptionbudgets: noun(
    'PodDisruptionBudget',
    'It says how many pods of an application may be unavailable at the same time.',
    'Evictions that would take too many are refused.',
    docs('Disruptions', 'concepts/workloads/pods/disruptions/'),
    source(`${controllers}disruption/disruption.go`, 'trySync'),
  ),
  horizontalpodautoscalers: noun(
    'HorizontalPodAutoscaler',
    'It sets the number of pods of a workload by their resource usage.',
    'Its controller begins to measure.',
    docs('Horizontal pod autoscaling', 'tasks/run-application/horizontal-pod-autoscale/'),
  ),
};

export function nounOf(resource: string): ResourceNoun | undefined {
  return entryOf(nouns, resource);
}
