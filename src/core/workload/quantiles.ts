import type { Span } from '../trace/pathPart';

/** With fewer spans, the slowest tenth is less than one of them. */
export const fewSpans = 10;

/** How long something takes among many; of few, no 90th percentile is told. */
export interface Quantiles {
  /** Of so many. */
  count: number;
  median: Span;
  p90?: Span;
  max: Span;
}

/** The quantiles of at least one span. */
export function quantiles(spans: readonly Span[]): Quantiles {
  const sorted = sortedBounds(spans);
  return {
    count: spans.length,
    median: quantile(sorted, 0.5),
    ...(spans.length >= fewSpans && { p90: quantile(sorted, 0.9) }),
    max: quantile(sorted, 1),
  };
}

/** The median of at least one span. */
export function median(spans: readonly Span[]): Span {
  return quantile(sortedBounds(spans), 0.5);
}

interface Bounds {
  values: number[];
  earliest: number[];
  latest: number[];
}

function sortedBounds(spans: readonly Span[]): Bounds {
  const rise = (a: number, b: number): number => a - b;
  return {
    values: spans.map(({ milliseconds }) => milliseconds).sort(rise),
    earliest: spans.map(({ milliseconds, precision }) => Math.max(0, milliseconds - precision)).sort(rise),
    latest: spans.map(({ milliseconds, precision }) => milliseconds + precision).sort(rise),
  };
}

/**
 * A quantile grows with each of its values, so that the true one lies between that of the least values that they may have
 * and that of the greatest.
 */
function quantile({ values, earliest, latest }: Bounds, share: number): Span {
  const milliseconds = between(values, share);
  return {
    milliseconds,
    precision: Math.max(milliseconds - between(earliest, share), between(latest, share) - milliseconds),
  };
}

/** With the two nearest values weighed, as R and NumPy have it (type 7). */
function between(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? below) - below);
}
