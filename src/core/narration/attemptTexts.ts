import type { Attempt, TimedAttempt } from '../probeClock/attempts';
import type { ReadyTime } from '../probeClock/readyTime';
import { atLeast, windowText } from '../probeClock/secondsText';
import type { Window } from '../probeClock/window';

/** Which attempt of its run one is, and when it was due: `attempt 3, due 20 s to 31 s after app started`. */
export function attemptText(attempt: Attempt): string {
  const { nth, isExact, container, last } = attempt;
  const which = isExact ? `attempt ${nth}` : nth > 1 ? `attempt ${nth} or later` : '';
  const of = [which, `${dueText(attempt)} after ${container} started`].filter(Boolean).join(', ');
  return last ? `${of}; the last of them came at ${aboutText(last.at)}, ${dueText(last)}` : of;
}

/** As many attempts are told one by one. */
const mostTold = 4;

/** Failed attempts of one probe in one run: `startup probe of app failed at 1.0 s (due 0 s to 2.5 s), … after it started`. */
export function attemptsText(attempts: readonly Attempt[]): string {
  const [first] = attempts;
  const all = attempts.flatMap((attempt) => [attempt, ...(attempt.last ? [attempt.last] : [])]);
  // Where one came at another time than it had to, that one is told.
  const told = all.filter((one, i) => i < mostTold - 1 || i === all.length - 1 || one.isOutside).slice(0, 2 * mostTold);
  const texts = told.map((one) => `${aboutText(one.at)} (${dueText(one, '')})`);
  const rest = all.length > told.length ? ` and ${all.length - told.length} more times` : '';
  return `${first?.probe} probe of ${first?.container} failed at ${texts.join(', ')}${rest} after it started`;
}

function dueText({ at, window, isOutside }: TimedAttempt, came = `it came at ${aboutText(at)},`): string {
  const { earliest, latest } = window;
  const due = Number.isFinite(latest)
    ? `due ${windowText(window)}`
    : `not due before ${atLeast(Math.max(0, earliest))}`;
  return isOutside ? `${due}, ${came || 'outside of that'}` : due;
}

/** `Ready 7.0 s after app started, within the 5 s to 15 s that its probes leave`. */
export function readyText({ at, window, isOutside, container }: ReadyTime): string {
  const from = { earliest: Math.max(0, window.earliest), latest: Math.max(0, window.latest) };
  const where = isOutside ? 'outside the' : 'within the';
  return `Ready ${aboutText(at)} after ${container} started, ${where} ${windowText(from)} that the probes leave`;
}

function aboutText({ earliest, latest }: Window): string {
  return `${((earliest + latest) / 2).toFixed(1)} s`;
}
