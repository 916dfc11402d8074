import type { CronJob, Deployment, Job, Node, PersistentVolumeClaim, StatefulSet } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { admissionRefusal } from './admissionRefusals';
import { entryOf } from '../../entryOf';
import { ofDaemonSet } from './daemonSets';
import { ofQuota } from './quotas';
import { ofService } from './services';
import type { Around } from '../facts/ownership';
import { sinceTime } from '../facts/clockTime';
import type { Diagnosis, Finding } from '../facts/finding';
import { eventText } from '../facts/podFacts';
import { kubectl } from '../facts/suggestedCommand';

/** What workloads, claims and nodes say of themselves in their conditions, where nothing told says so already. */
export function owners(objects: readonly KubernetesObject[], around: Around): Diagnosis[] {
  return objects.flatMap((object) => {
    const { kind = '', metadata: { name = '', namespace } = {} } = object;
    const finding = entryOf(kinds, kind)?.(object, around, objects);
    return finding ? [{ subject: `${kind} ${name}`, ...(namespace && { namespace }), ...finding }] : [];
  });
}

type OfKind = (object: KubernetesObject, around: Around, all: readonly KubernetesObject[]) => Finding | undefined;

const kinds: Readonly<Record<string, OfKind>> = {
  Deployment: ofDeployment,
  ReplicaSet: (object, around, all) => (ownerOf(object, all) ? undefined : ofDeployment(object, around)),
  StatefulSet: ofStatefulSet,
  CronJob: ofCronJob,
  Job: ofJob,
  DaemonSet: ofDaemonSet,
  PersistentVolumeClaim: ofClaim,
  ResourceQuota: ofQuota,
  Service: (object, around) => ofService(object, around.pods),
  Node: ofNode,
};

function ownerOf({ metadata }: KubernetesObject, all: readonly KubernetesObject[]): KubernetesObject | undefined {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  return owner && all.find((one) => one.metadata?.uid === owner.uid);
}

interface Condition {
  type?: string;
  status?: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string | null;
}

function textOf({ type = '', status = '', reason, message }: Condition): string {
  return `condition ${type}=${status}${reason ? `, ${reason}` : ''}${message ? `: ${message}` : ''}`;
}

/** By the Deployment controller's conditions (pkg/controller/deployment/util/deployment_util.go, 1.37). */
function ofDeployment(object: KubernetesObject, around: Around): Finding | undefined {
  const { now } = around;
  const { spec, status, metadata, kind = '' }: Partial<Deployment> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  const conditions: readonly Condition[] = status?.conditions ?? [];
  const describe = kubectl`describe ${kind.toLowerCase()} ${name} -n ${namespace}`;
  const isTold = around.ownership.toldOf(object).length > 0;
  const refused = conditions.find((one) => one.type === 'ReplicaFailure' && one.status === 'True');
  if (refused && !around.ownership.toldOf(object).some(({ subject }) => /^(ReplicaSet|Deployment) /.test(subject))) {
    const admission = admissionRefusal(refused.message ?? '', namespace);
    return {
      name: 'pods-refused',
      cause: `its pods are refused (ReplicaFailure): ${admission?.cause ?? refused.message ?? refused.reason ?? 'the condition does not say why'}`,
      evidence: textOf(refused),
      ...(admission?.field !== undefined && { field: admission.field }),
      next: admission?.next ?? 'change what the refusal names',
      command: admission?.command ?? describe,
    };
  }
  if (spec?.paused && !isTold)
    return {
      name: 'rollout-paused',
      isWaiting: true,
      cause: 'its rollout is paused: no change to its pods is rolled out until it is resumed (DeploymentPaused)',
      evidence: 'spec.paused: true',
      field: 'spec.paused',
      next: 'resume the rollout',
      command: kubectl`rollout resume deployment ${name} -n ${namespace}`,
    };
  const late = conditions.find((one) => one.type === 'Progressing' && one.reason === 'ProgressDeadlineExceeded');
  if (late)
    return {
      name: 'progress-deadline-exceeded',
      cause: `its new pods were not ready within progressDeadlineSeconds (${spec?.progressDeadlineSeconds ?? 600} s), and the rollout counts as failed (ProgressDeadlineExceeded)${late.message ? `: ${late.message}` : ''}`,
      evidence: textOf(late),
      field: 'spec.progressDeadlineSeconds',
      next: isTold
        ? 'fix what keeps its pods from being ready (see above), or roll back'
        : 'find out why its new pods are not ready, or roll back',
      command: kubectl`rollout status deployment ${name} -n ${namespace}`,
    };
  const available = conditions.find((one) => one.type === 'Available' && one.status === 'False');
  const wanted = spec?.replicas ?? 1;
  const ready = Math.max(status?.readyReplicas ?? 0, around.ownership.readyOf(object));
  if (isTold || ready >= wanted || (!available && kind === 'Deployment')) return undefined;
  return {
    name: 'pods-missing',
    isWaiting: true,
    cause: `${ready} of its ${wanted} pods are ready${sinceTime(available?.lastTransitionTime, now)}${available?.message ? `: ${available.message}` : '; nothing says why'}`,
    evidence: available ? textOf(available) : `status.readyReplicas: ${ready}`,
    next: 'check its events and its pods',
    command: describe,
  };
}

/** Pods of a StatefulSet come one after the other (OrderedReady). */
function ofStatefulSet(object: KubernetesObject, around: Around): Finding | undefined {
  const { events } = around;
  const { spec, status, metadata }: Partial<StatefulSet> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  const wanted = spec?.replicas ?? 1;
  const ready = Math.max(status?.readyReplicas ?? 0, around.ownership.readyOf(object));
  if (ready >= wanted || around.ownership.toldOf(object).length > 0) return undefined;
  const last = events.filter(
    ({ involvedObject, type }) =>
      involvedObject.kind === 'StatefulSet' && involvedObject.name === name && type === 'Warning',
  );
  const isOrdered = spec?.podManagementPolicy !== 'Parallel';
  const event = last.at(-1);
  return {
    name: 'pods-missing',
    isWaiting: !event,
    cause: `${ready} of its ${wanted} pods are ready${event ? `: ${event.message ?? ''}` : isOrdered ? `: ${name}-${status?.replicas ?? ready} is created when the one before it is ready (OrderedReady)` : '; nothing says why'}`,
    evidence: event ? eventText(event) : `status.readyReplicas: ${ready}`,
    next: 'check its events and its pods',
    command: kubectl`describe statefulset ${name} -n ${namespace}`,
  };
}

/** A Job that is suspended; one that was given up is told with its pods. */
function ofJob(object: KubernetesObject, { told }: Around): Finding | undefined {
  const { spec, status, metadata }: Partial<Job> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  const suspended = status?.conditions?.find(({ type, status: is }) => type === 'Suspended' && is === 'True');
  if (!(suspended ?? spec?.suspend) || told.some(({ subject }) => subject === `Job ${name}`)) return undefined;
  return {
    name: 'job-suspended',
    isWaiting: true,
    cause: 'it is suspended, and creates no pods until it is resumed (Suspended)',
    evidence: suspended ? textOf(suspended) : 'spec.suspend: true',
    field: 'spec.suspend',
    next: 'set suspend to false when it may run',
    command: kubectl`describe job ${name} -n ${namespace}`,
  };
}

function ofCronJob(object: KubernetesObject, { events }: Around): Finding | undefined {
  const { spec, metadata }: Partial<CronJob> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  const command = kubectl`describe cronjob ${name} -n ${namespace}`;
  if (spec?.suspend)
    return {
      name: 'cron-job-suspended',
      isWaiting: true,
      cause: 'it is suspended, and creates no Jobs until it is resumed',
      evidence: 'spec.suspend: true',
      field: 'spec.suspend',
      next: 'set suspend to false when it may run',
      command,
    };
  const active = events
    .filter(({ involvedObject, reason }) => involvedObject.name === name && reason === 'JobAlreadyActive')
    .at(-1);
  if (active)
    return {
      name: 'cron-job-still-active',
      isWaiting: true,
      cause: `its next run is left out, as the one before still runs (concurrencyPolicy ${spec?.concurrencyPolicy ?? 'Forbid'})`,
      evidence: eventText(active),
      field: 'spec.concurrencyPolicy',
      next: 'find out why that Job still runs, run it less often, or give it activeDeadlineSeconds',
      command,
    };
  const event = events
    .filter(
      ({ involvedObject, type }) =>
        involvedObject.kind === 'CronJob' && involvedObject.name === name && type === 'Warning',
    )
    .at(-1);
  return (
    event && {
      name: 'cron-job-fails',
      cause: `its Jobs are not created as they should be (${event.reason ?? ''}): ${event.message ?? ''}`,
      evidence: eventText(event),
      field: /schedule/i.test(event.reason ?? '') ? 'spec.schedule' : 'spec',
      next: 'fix what the event complains about; runs that were missed more than 100 times need startingDeadlineSeconds',
      command,
    }
  );
}

function ofClaim(object: KubernetesObject, { told, events, now }: Around): Finding | undefined {
  const { status, spec, metadata }: PersistentVolumeClaim = object;
  const { name = '', namespace = 'default', creationTimestamp } = metadata ?? {};
  const { phase } = status ?? {};
  if (told.some(({ cause }) => cause.includes(name))) return undefined;
  const command = kubectl`describe pvc ${name} -n ${namespace}`;
  if (phase === 'Lost')
    return {
      name: 'claim-lost',
      cause: `its PersistentVolume ${spec?.volumeName ?? ''} is gone (phase Lost), and its data with it`,
      evidence: 'status.phase: Lost',
      next: 'restore the volume under its name, or create a new claim from a backup',
      command,
    };
  const { deletionTimestamp, finalizers = [] } = metadata ?? {};
  if (deletionTimestamp)
    return {
      name: 'claim-terminating',
      isWaiting: true,
      cause: `it is deleted${sinceTime(deletionTimestamp, now)}, and ${finalizers.includes('kubernetes.io/pvc-protection') ? 'stays as long as a pod uses it (pvc-protection)' : `its finalizers hold it: ${finalizers.join(', ')}`}`,
      evidence: `metadata.deletionTimestamp: ${deletionTimestamp}, metadata.finalizers: ${finalizers.join(', ')}`,
      field: 'metadata.finalizers',
      next: 'delete the pods that use it: kubectl describe lists them (Used By)',
      command,
    };
  const failed = (status?.conditions ?? []).find(({ type, status: is }) => type?.endsWith('Error') && is === 'True');
  if (failed)
    return {
      name: 'claim-resize-fails',
      cause: `its volume cannot be expanded (${failed.type}): ${failed.message ?? ''}`,
      evidence: textOf(failed),
      field: 'spec.resources.requests',
      next: 'check the storage driver; with RecoverVolumeExpansionFailure you can ask for a smaller size',
      command,
    };
  if (phase !== 'Pending') return undefined;
  const event = events
    .filter(({ involvedObject }) => involvedObject.kind === 'PersistentVolumeClaim' && involvedObject.name === name)
    .at(-1);
  const isNormal = event?.reason === 'WaitForFirstConsumer';
  return {
    name: isNormal ? 'claim-waits-for-pod' : 'claim-not-bound',
    isWaiting: isNormal || event?.type !== 'Warning',
    cause: `it is not bound to a volume (Pending)${sinceTime(creationTimestamp, now)}: ${event?.message ?? 'nothing says why; check whether its StorageClass and the provisioner exist'}`,
    evidence: event ? eventText(event) : 'status.phase: Pending',
    field: 'spec',
    next: isNormal
      ? 'it is bound when a pod that uses it is scheduled'
      : 'check its StorageClass, the provisioner, and which volumes exist',
    command,
  };
}

/** What a node lacks, by its conditions (pkg/kubelet/eviction, 1.37). */
const pressures: Readonly<Record<string, string>> = {
  MemoryPressure: 'memory',
  DiskPressure: 'disk space',
  PIDPressure: 'process ids',
};

function ofNode(object: KubernetesObject, { told, now }: Around): Finding | undefined {
  const { status, spec, metadata }: Node = object;
  const name = metadata?.name ?? '';
  const command = kubectl`describe node ${name}`;
  const conditions: readonly Condition[] = status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready');
  const isTold = told.some(({ cause }) => cause.includes(`node ${name} `));
  if (ready && ready.status !== 'True' && !isTold)
    return {
      name: 'node-not-ready',
      cause: `it is not ready (NotReady)${sinceTime(ready.lastTransitionTime, now)}: ${ready.message || ready.reason || 'it does not say why'}`,
      evidence: textOf(ready),
      next: 'check whether the node, its kubelet and its network run',
      command,
    };
  const pressure = conditions.find(({ type, status: is }) => entryOf(pressures, type) !== undefined && is === 'True');
  if (pressure)
    return {
      name: 'node-pressure',
      cause: `it is short of ${entryOf(pressures, pressure.type) ?? ''} (${pressure.type})${sinceTime(pressure.lastTransitionTime, now)}: it takes no new pods, and evicts some`,
      evidence: textOf(pressure),
      next: 'find the pods that use the most, and free some, or enlarge the node',
      command,
    };
  const isNeeded = told.some(({ cause }) => cause.startsWith('no node takes it'));
  if (!spec?.unschedulable || !isNeeded) return undefined;
  return {
    name: 'node-cordoned',
    isWaiting: true,
    cause: 'it is cordoned (unschedulable): its pods keep running, and no new ones are scheduled',
    evidence: 'spec.unschedulable: true',
    next: 'uncordon it when it may take pods again',
    command: kubectl`uncordon ${name}`,
  };
}
