import type { Event } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { isMap } from '../../isMap';

const latestTimes = new WeakMap<object, number>();

/**
 * The latest time that an object of a cluster tells, in milliseconds since the epoch: it was read no earlier. -Infinity
 * where it has none. When a deletion is to be over is no such time, when it was asked for is.
 */
export function latestTime(object: KubernetesObject): number {
  const known = latestTimes.get(object);
  if (known !== undefined) return known;
  const { metadata } = object;
  const asked = time(metadata?.deletionTimestamp) - (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
  const written = (metadata?.managedFields ?? []).map((entry) => time(entry.time));
  const told = 'status' in object ? timesIn(object.status, 0) : [];
  const found = latest([time(metadata?.creationTimestamp), asked, ...written, ...told]);
  latestTimes.set(object, found);
  return found;
}

/** As `latestTime`, of an event: when it was seen last. */
export function latestTimeOfEvent({ metadata, firstTimestamp, lastTimestamp, eventTime, series }: Event): number {
  return latest(
    [metadata.creationTimestamp, firstTimestamp, lastTimestamp, eventTime, series?.lastObservedTime].map(time),
  );
}

function latest(times: readonly number[]): number {
  return times.reduce((last, one) => (one > last ? one : last), Number.NEGATIVE_INFINITY);
}

/** NaN, which is later than nothing, for what is no time. */
function time(timestamp: unknown): number {
  return typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
}

/** Deeper lies no time of a status. */
const maxDepth = 6;

/** The times of a status: `lastTransitionTime`, `startedAt`, `finishedAt`, `lastScheduleTime`, … */
function timesIn(value: unknown, depth: number): number[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => timesIn(entry, depth + 1));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    typeof entry === 'string' ? (/(?:Time|edAt)$/.test(key) ? [time(entry)] : []) : timesIn(entry, depth + 1),
  );
}
