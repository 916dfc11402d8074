import type { Pod } from '../../api/types';
import { before, bounds } from '../evidence/callBounds';
import { inOrder, type Occurrence } from '../evidence/eventSeries';
import { both, timestampInterval, type Interval } from '../evidence/interval';
import { startedAt } from '../evidence/startedAt';
import { evidenceOf, failedWith, succeeded, type ObservedCall } from '../evidence/observedCall';

/** What tells of a pod's sandbox. */
export interface SandboxEvidence {
  pod: Pod;
  /** The pod's own events. */
  occurrences: readonly Occurrence[];
  /** Those of its containers and of its image volumes: none before the sandbox is there. */
  inside: readonly Occurrence[];
  /** The kubelet knew of the pod no earlier. */
  earliest: number;
  /** Until when the evidence tells of the pod. */
  until: number;
}

/**
 * The calls RunPodSandbox. No event tells of one that succeeded: it lies before the first event of what runs inside
 * (`SyncPod`, pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37). One that failed has FailedCreatePodSandBox; that
 * event without gRPC's error means that the runtime was not called.
 */
export function sandboxCalls({ pod, occurrences, inside, earliest, until }: SandboxEvidence): ObservedCall[] {
  const calls: ObservedCall[] = [];
  const isInside = new Set(inside);
  let since = earliest;
  let needed = true;
  const add = (call: Omit<ObservedCall, 'method' | 'start'> & { end: Interval }): void => {
    calls.push({ method: 'RunPodSandbox', start: { earliest: since, latest: call.end.latest }, ...call });
  };
  const request = { config: { metadata: pick(pod.metadata) } };
  for (const one of inOrder([...occurrences, ...inside])) {
    const { event, at } = one;
    if (event.reason === 'FailedCreatePodSandBox' && /rpc error: /.test(event.message ?? '')) {
      add({
        end: both(before(at, bounds.failed), { earliest: since, latest: at.latest }),
        outcome: failedWith((event.message ?? '').replace(/^Failed to create pod sandbox: /, '')),
        source: 'observed',
        request,
        evidence: evidenceOf(one),
      });
      since = at.earliest;
      needed = true;
    } else if (event.reason === 'SandboxChanged') {
      since = at.earliest;
      needed = true;
    } else if (needed && isInside.has(originalOf(one, inside))) {
      const { latest: ranBy, evidence } = firstRun(pod, since);
      const isLate = ranBy < at.earliest; // of a later run: the events of the first are gone
      add({
        end: isLate
          ? { earliest: since, latest: ranBy }
          : both(before(at, bounds.sandboxEnded), { earliest: since, latest: at.latest }),
        outcome: succeeded,
        source: 'inferred',
        request,
        evidence: isLate ? evidence : evidenceOf(one),
      });
      needed = false;
    }
  }
  if (calls.length === 0) {
    const ready = pod.status?.conditions?.find(({ type }) => type === 'PodReadyToStartContainers');
    const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
    const ran = statuses.some(({ containerID }) => containerID);
    const hasIP = pod.status?.podIP !== undefined && pod.spec?.hostNetwork !== true;
    if (ready?.status === 'True' || hasIP || ran) {
      const seen =
        ready?.status === 'True' && ready.lastTransitionTime ? timestampInterval(ready.lastTransitionTime) : undefined;
      add({
        // Until 1.35 the condition is written by a later sync, after the first containers have started.
        end: { earliest, latest: seen?.latest ?? (until >= earliest ? until : Infinity) },
        outcome: succeeded,
        source: 'inferred',
        request,
        evidence: [{ what: seen ? 'condition PodReadyToStartContainers' : 'status.podIP' }],
      });
    }
  }
  return calls;
}

/** By when a container of the pod had been started, of those that were started after a moment; never, where no status tells. */
function firstRun({ status }: Pod, since: number): { latest: number; evidence: ObservedCall['evidence'] } {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  let first = { latest: Infinity, what: '', text: '' };
  for (const { name, state, lastState } of [
    ...initContainerStatuses,
    ...containerStatuses,
    ...ephemeralContainerStatuses,
  ]) {
    for (const text of [startedAt(lastState), startedAt(state)]) {
      const { latest } = text === undefined ? first : timestampInterval(text);
      if (text !== undefined && latest > since && latest < first.latest)
        first = { latest, what: `status of ${name}: startedAt`, text };
    }
  }
  const { latest, what, text } = first;
  return { latest, evidence: [{ what, text }] };
}

/** Putting events in order may make new objects of them. */
function originalOf(one: Occurrence, among: readonly Occurrence[]): Occurrence {
  return among.find(({ event, nth }) => event === one.event && nth === one.nth) ?? one;
}

function pick(metadata: Pod['metadata'] = {}): object {
  const { name, uid, namespace } = metadata;
  return { name, uid, namespace };
}
