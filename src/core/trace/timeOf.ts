import type { Moment } from './trace';

/** A moment counted from a start in milliseconds since the epoch: `+0.390 s`, `≈ +12.0 s` where it is not exact, `?` where nothing tells it. */
export function timeOf(moment: Moment | undefined, start: number): string {
  if (moment === undefined) return '?';
  const { at, precision } = moment;
  const digits = precision >= 100 ? 1 : precision >= 10 ? 2 : 3;
  const seconds = (at - start) / 1000;
  const text = seconds < 0 ? `−${(-seconds).toFixed(digits)} s` : `+${seconds.toFixed(digits)} s`;
  return precision > 0 ? `≈ ${text}` : text;
}
