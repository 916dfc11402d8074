import type { Event, Job, Pod } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { Diagnosis } from '../facts/finding';
import { conditionText, eventText } from '../facts/podFacts';
import { kubectl } from '../facts/suggestedCommand';

const terminal = /^(BackoffLimitExceeded|DeadlineExceeded|PodFailurePolicy|FailedIndexes|MaxFailedIndexesExceeded)$/;

/** A Job that was given up, by an event or by its own condition. */
interface GivenUp {
  uid: string;
  name: string;
  namespace: string;
  reason: string;
  message: string;
  evidence: string;
}

/**
 * Jobs that were given up (pkg/controller/job, 1.37): told once for the Job, with what its pods died of, instead of
 * once a pod. Of Jobs that are complete, pods that failed on the way are history: what was found of them is taken out.
 *
 * @param ofPods what was found of each pod
 */
export function jobFailures(
  events: readonly Event[],
  ofPods: readonly { pod: Pod; found: Diagnosis[] }[],
  objects: readonly KubernetesObject[] = [],
): Diagnosis[] {
  const jobs = new Map(
    [...objects.flatMap(givenUpByCondition), ...events.flatMap(givenUpByEvent)].map((one) => [one.uid, one]),
  );
  for (const { pod, found } of ofPods)
    if (pod.status?.phase === 'Failed' && isOfComplete(pod, events, ofPods, objects)) found.splice(0);
  return [...jobs.values()].map((job) => {
    const { uid, name, namespace, reason, message, evidence } = job;
    const own = ofPods.filter(({ pod }) => pod.metadata?.ownerReferences?.some((owner) => owner.uid === uid));
    const found = own.flatMap((one) => one.found.splice(0));
    const cause = found.at(-1);
    const common = { subject: `Job ${name}`, namespace };
    const describe = kubectl`describe job ${name} -n ${namespace}`;
    if (reason === 'DeadlineExceeded') {
      return {
        ...common,
        name: 'job-deadline-exceeded',
        cause: 'it was active for longer than its activeDeadlineSeconds allows, so its pods are terminated',
        evidence,
        field: 'spec.activeDeadlineSeconds',
        next: 'give it more time, or find out what took so long',
        command: describe,
      };
    }
    const isPolicy = reason === 'PodFailurePolicy';
    const rule = /rule at index (\d+)/.exec(message)?.[1];
    const root = cause
      ? `: ${cause.container === undefined ? '' : `container ${cause.container} `}${cause.cause.replace(/^(it|this init container) /, '')}`
      : '';
    return {
      ...common,
      name: isPolicy ? 'job-failed-by-policy' : 'job-failed',
      ...(cause?.container !== undefined && { container: cause.container }),
      cause: isPolicy
        ? `its podFailurePolicy makes it fail${root || `: ${message}`}`
        : `its pods failed as often as it allows (${reason})${root || (message && `: ${message}`)}`,
      evidence: [evidence, ...(cause ? [`${cause.subject}: ${cause.evidence}`] : [])].join('; '),
      field: isPolicy
        ? `spec.podFailurePolicy.rules[${rule ?? 0}]`
        : (cause?.field ?? (/Index/.test(reason) ? 'spec.backoffLimitPerIndex' : 'spec.backoffLimit')),
      next: cause?.next ?? 'read the logs of its pods',
      command: cause?.command ?? describe,
    };
  });
}

function givenUpByEvent(event: Event): GivenUp[] {
  const { kind, uid, name = '', namespace = 'default' } = event.involvedObject;
  const { reason = '', message = '' } = event;
  if (kind !== 'Job' || event.type !== 'Warning' || !terminal.test(reason)) return [];
  return [{ uid: uid ?? name, name, namespace, reason, message, evidence: eventText(event) }];
}

function givenUpByCondition(object: KubernetesObject): GivenUp[] {
  if (object.kind !== 'Job') return [];
  const { metadata, status }: Job = object;
  const failed = status?.conditions?.find(
    ({ type, status: is }) => (type === 'Failed' || type === 'FailureTarget') && is === 'True',
  );
  if (!failed) return [];
  const { uid, name = '', namespace = 'default' } = metadata ?? {};
  const { reason = '' } = failed;
  const indexes = status?.failedIndexes;
  const message = [failed.message, indexes ? `the failed indexes are ${indexes}` : ''].filter(Boolean).join('; ');
  return [{ uid: uid ?? name, name, namespace, reason, message, evidence: conditionText(failed) }];
}

/** Whether the pod's Job is complete, by its condition, its event, or a pod of it that succeeded while none is left. */
function isOfComplete(
  { metadata }: Pod,
  events: readonly Event[],
  ofPods: readonly { pod: Pod }[],
  objects: readonly KubernetesObject[],
): boolean {
  const owner = metadata?.ownerReferences?.find(({ kind }) => kind === 'Job');
  if (!owner) return false;
  const job: Job | undefined = objects.find((object) => object.metadata?.uid === owner.uid);
  if (job)
    return (
      job.status?.conditions?.some(
        ({ type, status }) => (type === 'Complete' || type === 'SuccessCriteriaMet') && status === 'True',
      ) ?? false
    );
  if (events.some(({ reason, involvedObject }) => reason === 'Completed' && involvedObject.uid === owner.uid))
    return true;
  const siblings = ofPods.filter(({ pod }) => pod.metadata?.ownerReferences?.some(({ uid }) => uid === owner.uid));
  const isOver = ({ pod: { status } }: { pod: Pod }): boolean =>
    status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return siblings.every(isOver) && siblings.some(({ pod }) => pod.status?.phase === 'Succeeded');
}
