import type { Event } from '../../api/types';
import type { Diagnosis } from '../facts/finding';
import { lastSeen } from '../../trace/eventTimes';
import { eventText } from '../facts/podFacts';
import { admissionRefusal } from './admissionRefusals';
import { controllerRetry } from '../facts/retries';
import { kubectl } from '../facts/suggestedCommand';

/**
 * Workloads whose pods are not made: each attempt is refused, as FailedCreate tells. An attempt that went well later
 * takes it back. And Jobs that are suspended.
 *
 * @param events each once, in the order of time
 */
export function unmadePods(events: readonly Event[], now: number | undefined): Diagnosis[] {
  const workloads = new Map<string, Event[]>();
  for (const event of events) {
    const { kind, uid, name } = event.involvedObject;
    if (kind === 'Pod' || !/^(FailedCreate|ReplicaSetCreateError|SuccessfulCreate)$/.test(event.reason ?? '')) continue;
    const key = uid ?? `${kind} ${name}`;
    workloads.set(key, [...(workloads.get(key) ?? []), event]);
  }
  const suspended = new Map<string, Event>();
  for (const event of events) {
    if (event.involvedObject.kind !== 'Job') continue;
    if (event.reason === 'Suspended') suspended.set(event.involvedObject.name ?? '', event);
    if (event.reason === 'Resumed') suspended.delete(event.involvedObject.name ?? '');
  }
  const refused = [...workloads.values()].flatMap((own) => {
    const failures = own.filter(({ reason }) => reason !== 'SuccessfulCreate');
    const last = failures.at(-1);
    const made = own.filter(({ reason }) => reason === 'SuccessfulCreate').at(-1);
    if (!last || (made && isAfter(made, last))) return [];
    return [unmade(last, failures, now)];
  });
  return [...refused, ...[...suspended.values()].map(ofSuspended)];
}

function ofSuspended(event: Event): Diagnosis {
  const { name = '', namespace = 'default' } = event.involvedObject;
  return {
    subject: `Job ${name}`,
    namespace,
    name: 'job-suspended',
    isWaiting: true,
    cause: 'it is suspended, and creates no pods until it is resumed',
    evidence: eventText(event),
    field: 'spec.suspend',
    next: 'set suspend to false when it may run',
    command: kubectl`patch job ${name} -n ${namespace} --type=merge -p "spec: {suspend: false}"`,
  };
}

function isAfter(one: Event, other: Event): boolean {
  const [a, b] = [lastSeen(one), lastSeen(other)];
  // Times of repeats are whole seconds; versions count all that is written.
  const [version, otherVersion] = [Number(one.metadata.resourceVersion), Number(other.metadata.resourceVersion)];
  if (a && b && Math.abs(a.at - b.at) <= a.precision + b.precision && version > 0 && otherVersion > 0)
    return version > otherVersion;
  return a !== undefined && b !== undefined && a.at - a.precision > b.at + b.precision;
}

function unmade(last: Event, failures: readonly Event[], now: number | undefined): Diagnosis {
  const { kind = '', name = '', namespace = 'default' } = last.involvedObject;
  const message = (last.message ?? '').replace(/^\(combined from similar events\): /, '');
  const admission = admissionRefusal(message, namespace);
  const retry = /^(ReplicaSet|StatefulSet|DaemonSet|ReplicationController)$/.test(kind)
    ? controllerRetry(failures, now)
    : undefined;
  // A Deployment makes no pods itself.
  const isReplicaSet = last.reason === 'ReplicaSetCreateError';
  const text = message
    .replace(/^Error creating: /, '')
    .replace(/^Failed to create new replica set "[^"]*": /, '')
    .replace(/^create (\w+ \S+ )?.* failed error: /, '');
  return {
    subject: `${kind} ${name}`,
    namespace,
    name: 'pods-refused',
    cause: `${isReplicaSet ? 'its ReplicaSet is' : 'its pods are'} refused: ${admission?.cause ?? text}`,
    evidence: eventText(last),
    ...(admission?.field !== undefined && { field: admission.field }),
    next: admission?.next ?? 'change what the refusal names',
    command: admission?.command ?? kubectl`describe ${kind.toLowerCase()} ${name} -n ${namespace}`,
    ...(retry && { retry }),
  };
}
