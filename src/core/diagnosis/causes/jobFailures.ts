import type { Event, Pod } from '../../api/types';
import type { Diagnosis } from '../facts/finding';
import { eventText } from '../facts/podFacts';
import { kubectl } from '../facts/suggestedCommand';

const terminal = /^(BackoffLimitExceeded|DeadlineExceeded|PodFailurePolicy|FailedIndexes|MaxFailedIndexesExceeded)$/;

/**
 * Jobs that were given up (pkg/controller/job, 1.37): told once for the Job, with what its pods died of, instead of
 * once a pod.
 *
 * @param ofPods what was found of each pod
 */
export function jobFailures(
  events: readonly Event[],
  ofPods: readonly { pod: Pod; found: Diagnosis[] }[],
): Diagnosis[] {
  const jobs = new Map<string, Event>();
  for (const event of events) {
    const { kind, uid, name = '' } = event.involvedObject;
    if (kind === 'Job' && event.type === 'Warning' && terminal.test(event.reason ?? '')) jobs.set(uid ?? name, event);
  }
  return [...jobs.entries()].map(([uid, event]) => {
    const { name = '', namespace = 'default' } = event.involvedObject;
    const own = ofPods.filter(({ pod }) => pod.metadata?.ownerReferences?.some((owner) => owner.uid === uid));
    const found = own.flatMap((one) => one.found.splice(0));
    const cause = found.at(-1);
    const common = { subject: `Job ${name}`, namespace };
    const message = event.message ?? '';
    const describe = kubectl`describe job ${name} -n ${namespace}`;
    if (event.reason === 'DeadlineExceeded') {
      return {
        ...common,
        cause: 'it was active for longer than its activeDeadlineSeconds allows, and its pods are ended for that',
        evidence: eventText(event),
        field: 'spec.activeDeadlineSeconds',
        next: 'give it more time, or see what took so long',
        command: describe,
      };
    }
    const isPolicy = event.reason === 'PodFailurePolicy';
    const rule = /rule at index (\d+)/.exec(message)?.[1];
    const root = cause
      ? `: ${cause.container === undefined ? '' : `container ${cause.container} `}${cause.cause.replace(/^(it|this init container) /, '')}`
      : '';
    return {
      ...common,
      ...(cause?.container !== undefined && { container: cause.container }),
      cause: isPolicy
        ? `its podFailurePolicy gives it up${root || `: ${message}`}`
        : `its pods failed as often as it allows (${event.reason})${root}`,
      evidence: [eventText(event), ...(cause ? [`${cause.subject}: ${cause.evidence}`] : [])].join('; '),
      field: isPolicy ? `spec.podFailurePolicy.rules[${rule ?? 0}]` : (cause?.field ?? 'spec.backoffLimit'),
      next: cause?.next ?? 'see the logs of its pods',
      command: cause?.command ?? describe,
    };
  });
}
