import type { Moment } from '../../trace/trace';

/** The true moment lies between the two, in milliseconds since the epoch. */
export interface Interval {
  earliest: number;
  latest: number;
}

/** The whole second that a Kubernetes timestamp (`2026-11-23T15:04:05Z`) names; a point for one with a fraction. */
export function timestampInterval(timestamp: string): Interval {
  const at = Date.parse(timestamp);
  const fraction = /\.(\d+)Z$/.exec(timestamp)?.[1];
  if (fraction === undefined) return { earliest: at, latest: at + 1000 };
  const exact = Date.parse(`${timestamp.slice(0, 19)}Z`) + Number(`0.${fraction}`) * 1000;
  return { earliest: exact, latest: exact };
}

/** The interval's middle, with half its width as the precision. Undefined where a side is open. */
export function momentOf({ earliest, latest }: Interval): Moment | undefined {
  if (!Number.isFinite(earliest) || !Number.isFinite(latest)) return undefined;
  return { at: (earliest + latest) / 2, precision: Math.max(0, latest - earliest) / 2 };
}

/** What both say; where they exclude each other (clocks that differ), the first. */
export function both(a: Interval, b: Interval): Interval {
  const earliest = Math.max(a.earliest, b.earliest);
  const latest = Math.min(a.latest, b.latest);
  return earliest <= latest ? { earliest, latest } : a;
}
