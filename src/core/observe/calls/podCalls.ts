import type { Pod } from '../../api/types';
import { bounds } from '../evidence/callBounds';
import { containerCalls, statusesOf } from './containerCalls';
import { timestampInterval } from '../evidence/interval';
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
  const sandboxes = sandboxCalls({ pod, occurrences: own, inside, earliest: assigned });
  const ready = sandboxes.find(({ outcome }) => outcome.ok)?.end?.earliest ?? assigned;
  const states = evidence.states.map((state) => state.pod);
  return [
    ...sandboxes,
    ...containersOf(pod).flatMap(({ name: container, image = '', imagePullPolicy }) =>
      containerCalls({
        name: container,
        image,
        pullsAlways: imagePullPolicy === 'Always',
        occurrences: evidence.occurrences({ container }),
        statuses: statusesOf(states, container),
        earliest: ready,
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
    }),
  ];
}

/** When the kubelet may have learned of a pod, at the earliest: the scheduler tells Scheduled after the binding's answer. */
export function assignedAt(evidence: PodEvidence): number {
  const scheduled = evidence.occurrences('pod').find(({ event }) => event.reason === 'Scheduled');
  if (scheduled) return scheduled.at.earliest - bounds.bound;
  return timestampInterval(evidence.latest?.metadata?.creationTimestamp ?? '').earliest;
}

function containersOf({ spec }: Pod): { name: string; image?: string; imagePullPolicy?: string }[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
}
