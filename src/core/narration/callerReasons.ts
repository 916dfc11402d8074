import { entryOf } from '../entryOf';
import type { Runs } from '../textRuns';
import type { HttpRequest } from './httpRequest';
import type { Scene } from './scene';

const bound = 'A claim and a volume fit each other, and the controller binds them to one another.';
const phase = 'The phase of the claim or the volume has changed, such as from Pending to Bound.';
const listed = 'The Service selects pods, and nothing lists their addresses yet.';
const relisted = 'A pod of the Service was added, became ready or not ready, or was removed.';
const revision = 'The template is new, and the controller keeps every version of it.';
const counted = 'Pods were created, became ready, ended or were deleted, and the controller has counted them again.';
const charged = 'An object was created or deleted, and the quota counts it.';

/** What makes each caller ask for a change, by caller, verb and resource: each does so for one reason. */
const reasons: Readonly<Record<string, string>> = {
  'deployment-controller POST replicasets': 'The Deployment has no ReplicaSet for its current template.',
  'deployment-controller PUT replicasets': 'The Deployment wants a different number of pods in this ReplicaSet.',
  'cronjob-controller POST jobs': 'It is time for the next run of the schedule.',
  'cronjob-controller PUT cronjobs/status': 'A Job was started or has ended.',
  'job-controller PATCH pods':
    'The pod has ended and the Job has counted it, so the finalizer that kept it is removed.',
  'replicaset-controller PATCH pods': 'The selector chooses this pod, and nothing manages it yet.',
  'replication-controller PATCH pods': 'The selector chooses this pod, and nothing manages it yet.',
  'statefulset-controller PATCH pods': 'The pod has the right name and labels, and nothing manages it yet.',
  'statefulset-controller POST persistentvolumeclaims':
    'The next pod needs a claim for each of the volumeClaimTemplates.',
  'ephemeral-volume-controller POST persistentvolumeclaims':
    'A pod has an ephemeral volume, whose claim is created with the pod.',
  'resource-claim-controller POST resourceclaims':
    'A pod refers to a ResourceClaimTemplate, and gets a claim of its own.',
  'resource-claim-controller PATCH pods/status':
    'The claim for the pod was created, and its name goes into the status of the pod.',
  'statefulset-controller POST controllerrevisions': revision,
  'daemon-set-controller POST controllerrevisions': revision,
  'endpoint-controller POST endpoints': listed,
  'endpoint-controller PUT endpoints': relisted,
  'endpointslice-controller POST endpointslices': listed,
  'endpointslice-controller PUT endpointslices': relisted,
  'persistent-volume-binder PUT persistentvolumes': bound,
  'persistent-volume-binder PUT persistentvolumeclaims': bound,
  'persistent-volume-binder PUT persistentvolumes/status': phase,
  'persistent-volume-binder PUT persistentvolumeclaims/status': phase,
  'pvc-protection-controller PUT persistentvolumeclaims': 'The claim was deleted, and no pod uses it any longer.',
  'pvc-protection-controller PUT persistentvolumeclaims/status':
    'A pod begins to use the claim, or no pod uses it any longer.',
  'statefulset-controller PUT persistentvolumeclaims':
    'The retention policy of the StatefulSet decides who owns the claim.',
  'generic-garbage-collector PATCH jobs':
    'Everything that it owned is gone, so the finalizer that waited for this is removed.',
  'ttl-after-finished-controller DELETE jobs': 'The Job has ended, and its ttlSecondsAfterFinished are over.',
  'apiserver PUT resourcequotas/status': charged,
  'resourcequota-controller PUT resourcequotas/status': charged,
  'deployment-controller PUT deployments/status': counted,
  'replicaset-controller PUT replicasets/status': counted,
  'replication-controller PUT replicationcontrollers/status': counted,
  'statefulset-controller PUT statefulsets/status': counted,
  'daemon-set-controller PUT daemonsets/status': counted,
  'job-controller PUT jobs/status': counted,
  'disruption-controller PUT poddisruptionbudgets/status': counted,
  'kube-scheduler PUT persistentvolumeclaims':
    'The scheduler has chosen a node, and writes it on the claims of the pod, so that their volumes are provisioned there.',
  'kube-scheduler PUT persistentvolumes': 'The scheduler has chosen this volume for a claim of the pod.',
};

/** Why this caller asks for this; undefined where it has several reasons, or is not known. */
export function callerReason({ message }: Scene, { verb, resource, subresource }: HttpRequest): Runs | undefined {
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const reason =
    message.caller === 'generic-garbage-collector' && verb === 'DELETE'
      ? 'What owned it is gone, and the garbage collector deletes what it owned.'
      : entryOf(reasons, `${message.caller ?? ''} ${verb} ${what}`);
  return reason === undefined ? undefined : [reason];
}
