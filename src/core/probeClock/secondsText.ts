import type { Window } from './window';

/** A number of seconds as a person reads it, rounded the given way to a tenth, from ten on to a whole: `7.5 s`, `42 s`. */
function rounded(seconds: number, round: (value: number) => number): string {
  const scale = seconds < 10 ? 10 : 1;
  return `${round(Number((seconds * scale).toFixed(3))) / scale} s`;
}

/** A moment that is not before this one. */
export function atLeast(seconds: number): string {
  return rounded(seconds, Math.floor);
}

/** A window that holds the given one: `5 s to 15.3 s`. */
export function windowText({ earliest, latest }: Window): string {
  const [from, to] = [rounded(earliest, Math.floor), rounded(latest, Math.ceil)];
  return from === to ? from : `${from} to ${to}`;
}
