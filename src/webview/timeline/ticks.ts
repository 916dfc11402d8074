import { formatDuration } from '../../core/formatDuration';

/** A mark on the axis; `at` in milliseconds from a lane's start. */
export interface Tick {
  at: number;
  label: string;
}

/** Steps that people count in, in milliseconds: 1, 2 and 5 of each power of ten, then seconds and minutes as on a clock. */
const steps = [
  ...[1, 10, 100, 1000].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000),
];

/** Marks over `whole` milliseconds that are `width` pixels wide, at least `apart` pixels from one another. */
export function ticks(whole: number, width: number, apart = 90): Tick[] {
  if (!(whole > 0) || width < apart) return [{ at: 0, label: '0' }];
  const least = (whole * apart) / width;
  const step = steps.find((each) => each >= least) ?? Math.ceil(least / 3_600_000) * 3_600_000;
  const count = Math.floor(whole / step);
  return Array.from({ length: count + 1 }, (_, i) => ({ at: i * step, label: i === 0 ? '0' : label(i * step) }));
}

function label(at: number): string {
  return at >= 1000 && at < 10_000 && at % 1000 === 0 ? `${at / 1000} s` : formatDuration(at);
}

/** `whole` milliseconds, rounded up so that a lane that grows fits for a while and the axis does not move at each step. */
export function roundedUp(whole: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, whole)));
  const factor = [1.5, 2, 3, 4, 5, 6, 8].find((each) => each * unit >= whole * 1.05) ?? 12;
  return factor * unit;
}
