import { entryOf } from '../entryOf';
import { actors, type Actor } from '../trace/trace';
import type { Scene } from './scene';

/** Controllers and others by the names that audit logs have of them. */
const names: Readonly<Record<string, string>> = {
  'attachdetach-controller': 'The attach/detach controller',
  'cronjob-controller': 'The CronJob controller',
  'daemon-set-controller': 'The DaemonSet controller',
  'deployment-controller': 'The Deployment controller',
  'disruption-controller': 'The disruption controller',
  'endpoint-controller': 'The Endpoints controller',
  'endpointslice-controller': 'The EndpointSlice controller',
  'ephemeral-volume-controller': 'The ephemeral volume controller',
  'generic-garbage-collector': 'The garbage collector',
  'job-controller': 'The Job controller',
  'persistent-volume-binder': 'The persistent volume controller',
  'pvc-protection-controller': 'The controller that protects claims in use',
  'replicaset-controller': 'The ReplicaSet controller',
  'replication-controller': 'The replication controller',
  'resource-claim-controller': 'The ResourceClaim controller',
  'resourcequota-controller': 'The ResourceQuota controller',
  'statefulset-controller': 'The StatefulSet controller',
  'ttl-after-finished-controller': 'The controller that deletes finished Jobs',
};

const lanes: Partial<Record<Actor, string>> = { kubectl: 'kubectl', apiserver: 'The API server itself' };

/** Who sends a message, at the beginning of a sentence. */
export function senderOf({ message: { caller, from, because } }: Scene): string {
  const known = entryOf(names, caller);
  if (known !== undefined) return known;
  if (from !== 'controller') return lanes[from] ?? `The ${actors[from]}`;
  if (because?.type === 'ownerGone') return 'The garbage collector';
  const isOwned = because?.type === 'controllerCreates' || because?.type === 'controllerDeletes';
  return isOwned && because.owner.kind !== '' ? `The ${because.owner.kind} controller` : 'A controller';
}
