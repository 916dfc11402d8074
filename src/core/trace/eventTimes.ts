import type { Event } from '../api/types';
import type { Moment } from './trace';

/** How exactly the API has a time: metav1.Time drops the fraction of a second. */
export const secondPrecision = 500;

/** A time as the API writes it; whole seconds are a second wide. */
export function momentOf(time: string): Moment {
  const at = Date.parse(time);
  return /\.\d/.test(time) ? { at, precision: 1 } : { at: at + secondPrecision, precision: secondPrecision };
}

/**
 * When the event came about last. An event's name ends with the nanoseconds of its first time
 * (client-go/tools/record/event.go, 0.37), repeats have whole seconds.
 */
export function lastSeen({ count = 1, metadata, lastTimestamp, series, eventTime }: Event): Moment | undefined {
  const nanoseconds = /\.([0-9a-f]{14,16})$/.exec(metadata.name ?? '')?.[1];
  const repeated = series?.lastObservedTime ?? (count > 1 ? lastTimestamp : undefined);
  if (!repeated && nanoseconds) return { at: Number.parseInt(nanoseconds, 16) / 1e6, precision: 1 };
  const time = repeated ?? eventTime ?? lastTimestamp ?? metadata.creationTimestamp;
  return time === undefined ? undefined : momentOf(time);
}

/** When the event came about first; undefined where nothing tells. */
export function firstSeen(event: Event): Moment | undefined {
  const { firstTimestamp, eventTime, metadata } = event;
  const nanoseconds = /\.([0-9a-f]{14,16})$/.exec(metadata.name ?? '')?.[1];
  if (nanoseconds) return { at: Number.parseInt(nanoseconds, 16) / 1e6, precision: 1 };
  const time = firstTimestamp ?? eventTime ?? metadata.creationTimestamp;
  return time === undefined ? undefined : momentOf(time);
}

/** How often it came about. */
export function timesSeen({ count, series }: Event): number {
  return series?.count ?? count ?? 1;
}

/** Each event once, as it was seen last, in the order of its last time. */
export function latestEvents(events: readonly Event[]): Event[] {
  const latest = new Map<string, { event: Event; at: number }>();
  for (const event of events) {
    const { uid, namespace, name } = event.metadata;
    const key = uid ?? `${namespace}/${name}`;
    const at = lastSeen(event)?.at ?? 0;
    const known = latest.get(key);
    if (!known || timesSeen(event) >= timesSeen(known.event)) latest.set(key, { event, at });
  }
  return [...latest.values()].sort((a, b) => a.at - b.at).map(({ event }) => event);
}
