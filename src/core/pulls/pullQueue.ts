import { groupedBy } from '../groupedBy';
import type { ImageDecision, PullTry } from './imageDecision';

/** A shorter wait is the kubelet's own work, in milliseconds. */
const shortWait = 5;
/** Of the pulls before one, as many are told, the nearest. */
export const mostAhead = 50;

interface Queued {
  decision: ImageDecision;
  one: PullTry;
  start: number;
}

/** The decisions with the pulls that stood before each in the queue of its node; of many the nearest. */
export function withQueue(decisions: ImageDecision[]): ImageDecision[] {
  const pulls = decisions.flatMap((decision) =>
    decision.tries.flatMap((one): Queued[] => (one.start ? [{ decision, one, start: one.start.at }] : [])),
  );
  for (const all of groupedBy(pulls, ({ decision }) => decision.node ?? '').values()) {
    all.sort((a, b) => a.start - b.start);
    for (const [i, queued] of all.entries())
      queued.one.ahead = aheadOf(queued, all.slice(Math.max(0, i - mostAhead), i));
  }
  return decisions;
}

/** Those that were under way while the pull waited. */
function aheadOf({ one: { waiting }, start }: Queued, before: readonly Queued[]): PullTry['ahead'] {
  if (!waiting || waiting.milliseconds < shortWait) return [];
  const asked = start - waiting.milliseconds;
  return before
    .filter(({ one: { end } }) => (end?.at ?? Infinity) > asked)
    .map(({ decision: { namespace, pod, container, image }, one: { message } }) => ({
      namespace,
      pod,
      ...(container !== undefined && { container }),
      image,
      message,
    }));
}
