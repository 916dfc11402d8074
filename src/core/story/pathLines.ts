import { formatDuration } from '../formatDuration';
import { onOneLine } from '../onOneLine';
import { formatSpan } from '../trace/formatSpan';
import { largestParts } from '../trace/largestParts';
import { timeline, type Lane } from '../trace/timeline';
import type { Trace } from '../trace/trace';
import { partLines } from './whyLines';
import { probeLines } from './probeLines';

/** As many pods are told of one by one; of more, these are the slowest. */
const mostPods = 3;
/** Parts below that share of the whole are told together. */
const smallest = 0.02;
/** And at most so many parts are. */
const mostParts = 8;

/**
 * Where each pod's time went, the largest parts first, a line each, and when its probes let it be Ready; none where nothing
 * started.
 * @param why each part says what it is, too
 */
export function pathLines(trace: Trace, why = false): string[] {
  const lanes = timeline(trace).filter(({ parts }) => parts.length > 0);
  const probes = probeLines(trace);
  const lines = lanes
    .slice(0, mostPods)
    .flatMap((lane) => [...laneLines(lane, why), ...(probes.get(lane.uid) ?? []).map((line) => `  ${line}`)]);
  if (lanes.length > mostPods) lines.push(`and ${lanes.length - mostPods} more`);
  return lines.map((line) => onOneLine(line));
}

function laneLines({ pod, whole, reached, isAgain, parts }: Lane, why: boolean): string[] {
  const sums = largestParts(parts);
  const large = sums.filter(({ share }) => share >= smallest).slice(0, mostParts);
  const rest = sums.slice(large.length);
  const until =
    reached === undefined
      ? 'since its creation, and it is not Ready'
      : isAgain
        ? 'from its last restart until it was Ready again'
        : `from its creation until it ${reached === 'Ready' ? 'was Ready' : reached === 'deleted' ? 'was deleted' : reached === 'Failed' ? 'failed' : 'was done'}`;
  const left = rest.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return [
    `where the time of pod ${pod} went: ${formatSpan(whole)} ${until}`,
    ...large.flatMap((sum) => [
      `  ${formatSpan(sum).padStart(16)}  ${`${Math.round(sum.share * 100)} %`.padStart(5)}  ${sum.label}${sum.parts > 1 ? ` (${sum.parts} times)` : ''}`,
      ...(why ? partLines(sum, ' '.repeat(27)) : []),
    ]),
    ...(rest.length > 0 ? [`  ${formatDuration(left).padStart(16)}  ${''.padStart(5)}  the rest`] : []),
  ];
}
