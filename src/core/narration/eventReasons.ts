import { entryOf } from '../entryOf';
import type { Runs } from '../textRuns';

/** What has just happened when an event of this reason is recorded (pkg/kubelet/events/event.go and each component, 1.37). */
const reasons: Readonly<Record<string, string>> = {
  Scheduled: 'The scheduler has bound the pod to its node.',
  FailedScheduling: 'The scheduler has found no node that fits.',
  Preempted: 'The pod makes room for one of higher priority.',
  Pulling: 'The kubelet is about to have an image pulled.',
  Pulled: 'The image is on the node.',
  Created: 'The container runtime has created the container.',
  Started: 'The process of the container has started.',
  Killing: 'The kubelet is about to stop the container.',
  BackOff: 'The kubelet waits for its back-off to end before it tries again.',
  Failed: 'A step in the start of a container has failed.',
  InspectFailed: 'The name of the image is invalid.',
  ErrImageNeverPull: 'The image is not on the node, and its policy forbids pulling it.',
  FailedMount: 'A volume could not be mounted; the kubelet tries again.',
  FailedAttachVolume: 'A volume could not be attached to the node.',
  SuccessfulAttachVolume: 'A volume was attached to the node.',
  FailedCreatePodSandBox: 'The sandbox of the pod could not be made.',
  SandboxChanged: 'The sandbox of the pod can no longer be used.',
  Unhealthy: 'An attempt of a probe has failed.',
  FailedPostStartHook: 'The postStart hook has failed.',
  FailedPreStopHook: 'The preStop hook has failed.',
  DeadlineExceeded: 'The pod has run longer than its activeDeadlineSeconds, or the Job has.',
  FailedToRetrieveImagePullSecret: 'A Secret with credentials for the registry does not exist.',
  SuccessfulCreate: 'The controller has created an object.',
  FailedCreate: 'The API server has refused an object of the controller.',
  SuccessfulDelete: 'The controller has deleted an object.',
  ScalingReplicaSet: 'The Deployment changed the number of pods of a ReplicaSet.',
  Completed: 'The Job has as many successes as it needs.',
  BackoffLimitExceeded: 'More pods of the Job have failed than its backoffLimit allows.',
  SawCompletedJob: 'A Job of the CronJob has ended.',
  ProvisioningSucceeded: 'A volume was provisioned for a claim.',
  ExternalProvisioning: 'An external provisioner has to create the volume.',
  WaitForFirstConsumer: 'The claim is bound only when a pod that uses it is being scheduled.',
  FailedBinding: 'No volume fits the claim.',
};

/** Why an event is recorded now. */
export function eventReason(reason: string | undefined): Runs {
  return [entryOf(reasons, reason) ?? 'Something has happened that a person may want to know about.'];
}
