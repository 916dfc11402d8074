import type { Container, EphemeralContainer, Pod } from '../../api/types';
import { bounds } from '../evidence/callBounds';
import { containerCalls, statusesOf } from './containerCalls';
import { timestampInterval } from '../evidence/interval';
import { lastTold } from '../evidence/lastTold';
import type { ObservedCall } from '../evidence/observedCall';
import type { PodEvidence } from '../evidence/podEvidence';
import { sandboxCalls } from './sandboxCalls';

/** The CRI calls of one pod's start that its events and its status tell of. */
export function podCalls(evidence: PodEvidence): ObservedCall[] {
  const pod = evidence.latest;
  if (!pod) return [];
  const own = evidence.occurrences('pod');
  const assigned = assignedAt(evidence);
  const inside = [
    ...evidence.occurrences('containers'),
    ...own.filter(({ event }) => event.reason === 'Pulling' || event.reason === 'Pulled'),
  ];
  const until = lastTold(evidence);
  const sandboxes = sandboxCalls({ pod, occurrences: own, inside, earliest: assigned, until });
  const ready = sandboxes.find(({ outcome }) => outcome.ok)?.end?.earliest ?? assigned;
  const states = evidence.states.map((state) => state.pod);
  return [
    ...sandboxes,
    ...containersOf(pod).flatMap(({ name: container, image = '', imagePullPolicy, lifecycle }) =>
      containerCalls({
        name: container,
        image,
        pullsAlways: imagePullPolicy === 'Always',
        occurrences: evidence.occurrences({ container }),
        statuses: statusesOf(states, container),
        earliest: ready,
        until,
        preStopMs: lifecycle?.preStop ? graceMs(pod) : 0,
      }),
    ),
    // Image volumes are pulled by the pod, in no container's name.
    ...containerCalls({
      name: '',
      image: '',
      pullsAlways: false,
      occurrences: own.filter(
        ({ event }) => event.reason === 'Pulling' || event.reason === 'Pulled' || event.reason === 'Failed',
      ),
      statuses: [],
      earliest: ready,
      until,
      preStopMs: 0,
    }),
  ];
}

/** When the kubelet may have learned of a pod, at the earliest: the scheduler tells Scheduled after the binding's answer. */
export function assignedAt(evidence: PodEvidence): number {
  const scheduled = evidence.occurrences('pod').find(({ event }) => event.reason === 'Scheduled');
  const created = timestampInterval(evidence.latest?.metadata?.creationTimestamp ?? '').earliest;
  if (!scheduled) return created;
  const assigned = scheduled.at.earliest - bounds.bound;
  return created <= scheduled.at.earliest ? Math.max(created, assigned) : assigned;
}

/** How long a preStop hook may take: the kubelet stops the container when the grace period is over at the latest. */
function graceMs({ metadata, spec }: Pod): number {
  return 1000 * (metadata?.deletionGracePeriodSeconds || (spec?.terminationGracePeriodSeconds ?? 30));
}

function containersOf({ spec }: Pod): (Container | EphemeralContainer)[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
}
