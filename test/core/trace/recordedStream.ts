import type { Event, Pod } from '../../../src/core/api/types';
import type { ApiView } from '../../../src/core/api/view';
import type { Recording } from '../../recordings/recordings';

/** One thing that arrived while a case was recorded, and what was known of the cluster then. */
export interface RecordedUpdate {
  at: number;
  /** The pod or event that arrived. */
  object: Pod | Event;
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'event';
  view: ApiView;
}

/** A recording's pods and events in the order of time, as a watcher saw them. */
export function recordedStream({ watch, events, errors }: Recording): RecordedUpdate[] {
  let last = 0;
  const arrivals = [
    ...watch.map(({ at, type, object }) => ({
      at: Date.parse(at),
      object: object as Pod | Event,
      type: type as RecordedUpdate['type'],
    })),
    // An event's first time is in its name; a repeat has whole seconds, and came after those before it.
    ...events.map((event) => ({
      at: (last = Math.max(last, arrivedAt(event))),
      object: event as Pod | Event,
      type: 'event' as const,
    })),
  ].sort((a, b) => a.at - b.at);
  const pods = new Map<string, Pod>();
  const seen: Event[] = [];
  return arrivals.map(({ at, object, type }) => {
    if (type === 'event') seen.push(object as Event);
    else if (type === 'DELETED') pods.delete(object.metadata?.uid ?? '');
    else pods.set(object.metadata?.uid ?? '', object);
    return { at, object, type, view: { pods: [...pods.values()], events: [...seen], errors } };
  });
}

function arrivedAt({ count, metadata, lastTimestamp, series, eventTime }: Event): number {
  const nanoseconds = /\.([0-9a-f]{16})$/.exec(metadata.name ?? '')?.[1];
  if ((count ?? 1) === 1 && !series && nanoseconds) return Number.parseInt(nanoseconds, 16) / 1e6;
  return Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '');
}
