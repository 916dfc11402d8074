/** The text of the last second that was asked for: a simulation asks for the same one over and over. */
let last = { second: NaN, text: '' };

/** metav1.Time: whole seconds. @param ms milliseconds since the epoch */
export function time(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== last.second) last = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return last.text;
}

/** metav1.MicroTime. @param ms milliseconds since the epoch */
export function microTime(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}.${fraction(ms, 6)}Z`;
}

/** RFC 3339 with nanoseconds. @param ms milliseconds since the epoch */
export function nanoTime(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}.${fraction(ms, 9)}Z`;
}

/** Nanoseconds since the epoch. @param ms milliseconds since the epoch, with fractions */
export function nanoseconds(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * 1_000_000n + BigInt(Math.floor((ms - whole) * 1e6));
}

function fraction(ms: number, digits: number): string {
  return (nanoseconds(ms) % 1_000_000_000n).toString().padStart(9, '0').slice(0, digits);
}
