import type { CauseName } from './facts/causeTable';
import type { ContainerStateTerminated, Event, Pod } from '../api/types';
import type { ApiView } from '../api/view';
import { lastSeen, latestEvents, timesSeen } from '../trace/eventTimes';
import { clockTime } from './facts/clockTime';
import { endCause } from './facts/endCauses';
import type { Diagnosis, Finding } from './facts/finding';
import { eventText, endText, PodFacts, type ContainerFacts } from './facts/podFacts';

/**
 * Why containers were restarted that run again: the last chain of probe failures, kill, end and start, with its times. What
 * is wrong at this moment `diagnose` tells.
 *
 * @param told what that told: of a container that fails again, it is enough
 */
export function restarts(view: ApiView, now: number | undefined, told: readonly Diagnosis[]): Diagnosis[] {
  const events = latestEvents(view.events);
  const gone = new Set(view.deleted);
  const present = view.pods.filter(({ metadata }) => !gone.has(metadata?.uid ?? ''));
  return present
    .flatMap((pod) => ofPod(pod, events, now, view.logs))
    .filter(
      ({ subject, container }) =>
        !told.some((one) => !one.isWaiting && one.subject === subject && one.container === container),
    );
}

function ofPod(pod: Pod, events: readonly Event[], now: number | undefined, logs: ApiView['logs']): Diagnosis[] {
  const all = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (!all.some(({ restartCount, state }) => restartCount > 0 && state?.running)) return [];
  const own = events.filter(({ involvedObject }) => involvedObject.uid === pod.metadata?.uid);
  const facts = new PodFacts(pod, own, [], now, [], false, logs);
  return facts.containers
    .filter(({ status: { restartCount, state } }) => restartCount > 0 && state?.running)
    .map((container) => ({ subject: `pod ${facts.name}`, namespace: facts.namespace, ...restart(container) }));
}

/** The last restart of a container that runs again. */
function restart(container: ContainerFacts): Finding {
  const { facts, status } = container;
  const { restartCount, lastState, state } = status;
  const ended = lastState?.terminated;
  const times = `${restartCount} ${restartCount === 1 ? 'time' : 'times'}`;
  const { name, why, field, next, told } = reason(container, ended);
  const at = (time: string | null | undefined): string => {
    const clock = clockTime(time, facts.now);
    return clock && ` at ${clock}`;
  };
  const chain = [
    ...told.map((event) => eventInChain(event, facts.now)),
    ...(ended ? [`it ended with exit code ${ended.exitCode}${at(ended.finishedAt)}`] : []),
    `it was started again${at(state?.running?.startedAt)}`,
  ];
  return container.finding({
    name,
    isOver: true,
    cause: `${why}; restarted ${times}${facts.condition('Ready')?.status === 'True' ? ', and ready at the moment' : ''}: ${chain.join(', ')}`,
    evidence: `${[ended ? `last state ${endText(ended)}` : `restartCount ${restartCount}`, ...told.map(eventText)].join('; ')}${container.logEnd}`,
    field,
    next,
    command: container.previousLogs,
  });
}

interface Reason {
  name: CauseName;
  why: string;
  field: string;
  next: string;
  /** The events that tell it, in the order of time. */
  told: Event[];
}

function reason(container: ContainerFacts, ended: ContainerStateTerminated | undefined): Reason {
  if (ended?.reason !== 'OOMKilled') {
    for (const kind of ['liveness', 'startup'] as const) {
      const failure = container.last('Unhealthy', unhealthy[kind]);
      const kill = container.last('Killing', killed[kind]);
      const isKilled = kill !== undefined || (failure !== undefined && (ended?.exitCode ?? 0) > 128);
      if (!isKilled || isOfOtherRun(kill ?? failure, ended)) continue;
      const said = /:\s?(.*)$/s.exec(failure?.message ?? '')?.[1]?.trim();
      return {
        name: `${kind}-probe-kills`,
        why: `its ${kind} probe failed${said ? ` (${said})` : ''}, so the kubelet killed it`,
        field: `.${kind}Probe`,
        next: 'read in the log of the run before what kept it from answering; give the probe more time (timeoutSeconds, failureThreshold), or correct it',
        told: [...(failure ? [failure] : []), ...(kill ? [kill] : [])],
      };
    }
    const hook = container.last('FailedPostStartHook');
    if (hook && !isOfOtherRun(hook, ended))
      return {
        name: 'post-start-hook-fails',
        why: 'its postStart hook failed, so the kubelet killed it',
        field: '.lifecycle.postStart',
        next: 'find out why the hook fails',
        told: [hook],
      };
    const sandbox = container.facts.last('SandboxChanged');
    if (sandbox && !isOfOtherRun(sandbox, ended))
      return {
        name: 'sandbox-lost',
        why: "the pod's sandbox was lost and created again, for example after a restart of the node or its runtime",
        field: '',
        next: 'check whether the node was restarted at that time',
        told: [sandbox],
      };
  }
  if (!ended)
    return {
      name: 'restarted',
      why: 'nothing says how its last run ended: its last state is missing',
      field: '',
      next: 'read the log of the run before',
      told: [],
    };
  const { name, cause, field, next } = endCause(ended, container);
  return { name, why: `it ${past(cause)}`, field, next, told: [] };
}

/** The words for an end that lasts, for one that is over. */
function past(cause: string): string {
  return cause
    .replace(/^ends by itself with exit code 0.*$/, 'ended by itself with exit code 0 (Completed)')
    .replace(/^ends /, 'ended ')
    .replace(/^is ended /, 'was ended ');
}

const unhealthy = { liveness: /^liveness probe/i, startup: /^startup probe/i };
const killed = { liveness: /failed liveness probe/, startup: /failed startup probe/ };

/** Whether an event came long before or after the run ended. */
function isOfOtherRun(event: Event | undefined, ended: ContainerStateTerminated | undefined): boolean {
  const seen = event && lastSeen(event);
  if (!seen || !ended) return false;
  const began = Date.parse(ended.startedAt ?? '');
  return Number.isFinite(began) && began > 0 && seen.at + seen.precision + 1500 < began;
}

function eventInChain(event: Event, now: number | undefined): string {
  const seen = lastSeen(event);
  const time = seen ? clockTime(new Date(seen.at).toISOString(), now) : '';
  const count = timesSeen(event);
  const times = count > 1 ? ` × ${count}` : '';
  const what = event.reason === 'Killing' ? 'it was killed' : event.reason === 'Unhealthy' ? 'its probe failed' : event.reason; // prettier-ignore
  return `${what}${times}${time && `${count > 1 ? ', last' : ''} at ${time}`}`;
}
