import { formatDuration } from '../formatDuration';
import { comparedRelease } from './comparedRelease';
import { compareTraces, type Difference } from './comparison';
import { formatSpan } from '../trace/formatSpan';
import type { Trace } from '../trace/trace';

/** So many differences are told. */
const most = 12;

/** What was otherwise than simulated, a line each, the largest first; one line where nothing was. */
export function comparisonLines(observed: Trace, simulated: Trace): string[] {
  const differences = compareTraces(observed, simulated);
  const release = comparedRelease(observed, simulated);
  if (differences.length === 0)
    return [`as the simulation of the same manifest${release} predicts, within the precision of the evidence`];
  const severalPods = observed.view.pods.length > 1;
  return [
    `compared with the simulation of the same manifest${release}:`,
    ...differences.slice(0, most).map((one) => `  ${differenceText(one)}${severalPods ? `  [${one.pod}]` : ''}`),
    ...(differences.length > most ? [`  and ${differences.length - most} smaller differences`] : []),
  ];
}

/** `1.2 s slower: image of app is pulled (1.5 s, simulated 300 ms): 100 MB at …` */
export function differenceText({ what, label, observed, simulated, why }: Difference): string {
  if (!observed || !simulated) return label;
  const by = formatDuration(Math.abs(observed.milliseconds - simulated.milliseconds));
  const times = `${observed.milliseconds === 0 ? 'not at all' : formatSpan(observed)}, simulated ${simulated.milliseconds === 0 ? 'not at all' : formatSpan(simulated)}`;
  return `${by} ${what}: ${label} (${times})${why === undefined ? '' : `: ${why}`}`;
}
