import type { ContainerStatus, PodStatus } from '../../api/types';
import { processOutcome } from '../../trace/processEnd';
import type { Message, Subject } from '../../trace/trace';
import { both, momentOf, timestampInterval, type Interval } from '../evidence/interval';
import type { ObservedCall } from '../evidence/observedCall';
import type { PodEvidence } from '../evidence/podEvidence';
import { seenBecause, seenPod } from './seenBecause';

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** The end of a container's process, as a status tells it in whole seconds of the node's clock. */
export interface ProcessEnd {
  container: string;
  containerId: string;
  exitCode: number;
  reason: string;
  at: Interval;
  /** The status's field that tells the time, and the time in its words. */
  field: string;
  finishedAt: string;
}

/** What a status calls the end of a process that was never there (pkg/kubelet/kubelet_pods.go, 1.37), or of which nothing is known. */
const noProcess = new Set(['StartError', 'ContainerCannotRun', 'ContainerStatusUnknown', 'RestartingAllContainers']);

/** The ends that the pod's statuses tell of, each once. */
export function processEnds({ states }: PodEvidence, calls: readonly ObservedCall[]): ProcessEnd[] {
  const found = new Map<string, ProcessEnd>();
  for (const { pod } of states)
    for (const end of endsIn(pod.status))
      if (!found.has(end.containerId)) found.set(end.containerId, { ...end, at: bounded(end, calls) });
  return [...found.values()];
}

/** Whether a status tells of an end. */
export function tellsEnd(status: PodStatus | undefined, { containerId }: ProcessEnd): boolean {
  return endsIn(status).some((end) => end.containerId === containerId);
}

function endsIn(status: PodStatus = {}): ProcessEnd[] {
  const { initContainerStatuses, containerStatuses, ephemeralContainerStatuses } = status;
  return Object.entries({ initContainerStatuses, containerStatuses, ephemeralContainerStatuses }).flatMap(
    ([list, statuses = []]) =>
      statuses.flatMap(({ name, state, lastState }) => [
        ...endOf(name, lastState?.terminated, `status.${list}[${name}].lastState.terminated.finishedAt`),
        ...endOf(name, state?.terminated, `status.${list}[${name}].state.terminated.finishedAt`),
      ]),
  );
}

function endOf(container: string, ended: Terminated | undefined, field: string): ProcessEnd[] {
  const { containerID: containerId, startedAt, finishedAt, exitCode = 0, reason = '' } = ended ?? {};
  const hasRun = Date.parse(startedAt ?? '') > 0 && Date.parse(finishedAt ?? '') > 0 && !noProcess.has(reason);
  if (!containerId || !finishedAt || !hasRun) return [];
  return [{ container, containerId, exitCode, reason, at: timestampInterval(finishedAt), field, finishedAt }];
}

/** A process ends after it was started, and what stopped it began before its end. */
function bounded(end: ProcessEnd, calls: readonly ObservedCall[]): Interval {
  const { start, stop } = around(end, calls);
  return both(end.at, { earliest: Math.max(start?.end?.earliest ?? -Infinity, stop?.start?.earliest ?? -Infinity), latest: Infinity }); // prettier-ignore
}

function around({ container, at }: ProcessEnd, calls: readonly ObservedCall[]) {
  const own = calls.filter((call) => call.container === container);
  const start = own
    .filter(({ method, end }) => method === 'StartContainer' && (end?.earliest ?? Infinity) <= at.latest)
    .at(-1);
  const since = start?.end?.earliest ?? -Infinity;
  const stop = own
    .filter((call) => call.method === 'StopContainer' && (call.start?.earliest ?? Infinity) <= at.latest)
    .filter((call) => (call.start?.latest ?? -Infinity) >= since)
    .at(-1);
  return { start, stop };
}

/** An end as a message; `until` is when the first status was written that tells of it. */
export function processEndMessage(
  end: ProcessEnd,
  subject: Subject,
  { evidence, calls, until }: { evidence: PodEvidence; calls: readonly ObservedCall[]; until: number },
): Omit<Message, 'level'> {
  const { container, exitCode, reason, field, finishedAt } = end;
  const at = momentOf(both(end.at, { earliest: -Infinity, latest: until }));
  const { stop } = around(end, calls);
  const pod = evidence.latest;
  const why = stop && pod && seenBecause(stop, seenPod(evidence, pod, calls));
  return {
    id: '',
    from: 'container',
    to: 'runtimeService',
    protocol: 'process',
    method: 'exit',
    subject: { ...subject, container },
    response: { exit_code: exitCode, reason },
    outcome: processOutcome(exitCode, reason),
    source: 'observed',
    ...(why?.type === 'stopContainer' && { because: { type: 'stopped', cause: why.cause } }),
    ...(at && { start: at, end: at }),
    evidence: [{ what: field, text: finishedAt }],
  };
}
