import { entryOf } from '../entryOf';

/** Milliseconds. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const whole = /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** A duration as Go writes it (`1h30m`, `1.5s`, `830ms`, `0`), in milliseconds; undefined where it is none (time.ParseDuration). */
export function parseGoDuration(text: string): number | undefined {
  if (!whole.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.replace(/^[+-]/, '').matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gy))
    total += Number(amount) * (entryOf(units, unit) ?? 0);
  return text.startsWith('-') ? -total : total;
}
