import type { Pod } from '../api/types';
import { controllerOf } from '../componentHelpers/controllerRef';

/** What makes a pod, as a manifest names it. */
export interface PodWorkload {
  kind: string;
  name: string;
}

/** A CronJob names its Jobs for the minute they are due (getJobName, pkg/controller/cronjob/utils.go, 1.37). */
const scheduled = /-\d{7,}$/;

/** A name with what a CronJob put at its end replaced; the same one where it put nothing there. */
export function withoutMinute(name: string, stand: string): string {
  return name.replace(scheduled, stand);
}

/**
 * The workload that a pod is of, by what the pod itself says: of a ReplicaSet the Deployment, which gives it its name
 * and the template's hash (pkg/controller/deployment/sync.go, 1.37); of a CronJob's Job a Job of the CronJob's name. Of
 * pods that nothing manages, what their name was made from.
 */
export function workloadOf(pod: Pod): PodWorkload {
  const { labels, generateName, name = '' } = pod.metadata ?? {};
  const owner = controllerOf(pod);
  if (!owner) return { kind: 'Pod', name: generateName ?? name };
  const hash = labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  return { kind: owner.kind, name: owner.kind === 'Job' ? withoutMinute(owner.name, '') : owner.name };
}

/** Whether a pod is of a workload that a manifest has. */
export function isOfWorkload(pod: Pod, { kind, name }: PodWorkload): boolean {
  const own = workloadOf(pod);
  return own.name === name && (own.kind === kind || (kind === 'CronJob' && own.kind === 'Job' && isScheduled(pod)));
}

function isScheduled(pod: Pod): boolean {
  return scheduled.test(controllerOf(pod)?.name ?? '');
}
