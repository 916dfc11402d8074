import type { Event } from '../../api/types';
import { lastSeen } from '../../trace/eventTimes';
import type { ContainerFacts } from './podFacts';

/**
 * The event that the kubelet killed the container, if that ended its last run: a kill of an earlier run explains
 * nothing any more.
 */
export function killedBy(container: ContainerFacts, text: RegExp): Event | undefined {
  return ofLastRun(container, container.last('Killing', text));
}

/** The event, if it is of the container's last run or of what came after it. */
export function ofLastRun(container: ContainerFacts, event: Event | undefined): Event | undefined {
  const killed = event && lastSeen(event);
  const { state, lastState } = container.status;
  const ended = state?.terminated ?? lastState?.terminated;
  // A line of text may tell no time.
  if (!killed) return ended ? undefined : event;
  // Nothing has ended yet: the grace period runs.
  if (!ended) return event;
  const began = Date.parse(ended.startedAt ?? '');
  const tolerance = killed.precision + 1500;
  return Number.isNaN(began) || killed.at + tolerance >= began ? event : undefined;
}
