import { formatDuration } from '../formatDuration';
import type { Retry } from './facts/finding';
import type { Trace } from '../trace/trace';

/** When what failed is tried again, as a line of its own: `retry: the image is pulled again in 10 s to 26 s, or as soon as …`. */
export function retryText(retry: Retry, trace: Pick<Trace, 'end'>): string {
  return `retry: ${againText(retry, trace)}`;
}

/** The same within a sentence, told from the end of a trace. */
export function againText({ what, at, sooner }: Retry, { end }: Pick<Trace, 'end'>): string {
  const from = Math.max(0, at.at - at.precision - end);
  const until = Math.max(0, at.at + at.precision - end);
  const due =
    until === 0
      ? 'any moment now'
      : from === 0
        ? `within ${formatDuration(until)}`
        : until - from < 1000
          ? `in ${formatDuration(until)}`
          : `in ${formatDuration(from)} to ${formatDuration(until)}`;
  return `${what} ${due}${sooner === undefined ? '' : `, or ${sooner}`}`;
}
