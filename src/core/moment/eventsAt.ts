import type { Event } from '../api/types';
import { lastSeen, latestEvents } from '../trace/eventTimes';
import type { Trace } from '../trace/trace';
import type { WorldAt } from './world';

/** The events of a pod up to a moment, as they were seen last, the newest first: those that were sent, or that a cluster had. */
export function eventsAt(trace: Trace, { now, at }: WorldAt, pod: string): Event[] {
  const until = at?.at ?? Number.POSITIVE_INFINITY;
  const all =
    trace.source === 'simulated'
      ? [...now.events.values()]
      : trace.view.events.filter((event) => (lastSeen(event)?.at ?? 0) <= until);
  return latestEvents(all.filter(({ involvedObject }) => involvedObject.name === pod)).reverse();
}
