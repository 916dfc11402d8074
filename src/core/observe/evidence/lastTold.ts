import { greatest } from '../../extremes';
import type { Pod } from '../../api/types';
import { timestampInterval } from './interval';
import type { PodEvidence } from './podEvidence';

/**
 * Until when events and the kubelet's statuses tell of a pod, in milliseconds since the epoch on the clock of its node:
 * what they tell of came before. -Infinity where none has a time.
 */
export function lastTold(evidence: PodEvidence): number {
  const occurrences = [...evidence.occurrences('pod'), ...evidence.occurrences('containers')];
  const times = [
    ...occurrences.map(({ at }) => (Number.isFinite(at.latest) ? at.latest : at.earliest)),
    ...evidence.states.map(({ pod }) => writtenBy(pod)),
  ];
  return greatest(times.filter((time) => Number.isFinite(time)));
}

/** Until when the kubelet had written the status; a status without that time tells at least when its containers ran. */
function writtenBy({ metadata, status }: Pod): number {
  const written = metadata?.managedFields?.find(
    ({ manager, subresource }) => manager === 'kubelet' && subresource === 'status',
  )?.time;
  if (written) return timestampInterval(written).latest;
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const times = [
    status?.startTime,
    ...all.flatMap(({ state }) => [state?.running?.startedAt, state?.terminated?.finishedAt]),
    ...(status?.conditions ?? []).map(({ lastTransitionTime }) => lastTransitionTime),
  ];
  return greatest(times.flatMap((time) => (time ? timestampInterval(time).latest : [])));
}
