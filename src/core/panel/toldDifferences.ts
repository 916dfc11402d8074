import { formatDuration } from '../formatDuration';
import { formatSpan } from '../trace/formatSpan';
import type { Difference } from '../comparison/comparison';
import type { Span } from '../trace/pathPart';
import type { ToldTable } from './protocol';

/** So many differences are told, the largest. */
const most = 12;

/**
 * What was otherwise than in the simulation of the same manifest, as a table in words.
 *
 * @param several pods are named
 * @param release as of comparedRelease
 */
export function toldDifferences(
  differences: readonly Difference[],
  { several, release }: { several: boolean; release: string },
): ToldTable {
  const left = differences.length - most;
  return {
    fold: 'comparison',
    summary: comparisonSummary(differences, release),
    heads: [...(several ? ['pod'] : []), 'what', 'observed', 'simulated', 'why'],
    rows: differences.slice(0, most).map((one) => {
      const { pod, what, label, observed, simulated, why = '' } = one;
      const by = timeBetween(one);
      const cells = [
        by === undefined ? label : `${label}: ${by} ${what}`,
        spanText(observed),
        spanText(simulated),
        why,
      ];
      return several ? [pod, ...cells] : cells;
    }),
    notes: left > 0 ? [`and ${left} smaller differences`] : [],
  };
}

function spanText(span: Span | undefined): string {
  return span ? (span.milliseconds === 0 ? 'not at all' : formatSpan(span)) : '';
}

/** The comparison in a line: how much slower it was, or that it was as simulated. */
export function comparisonSummary(differences: readonly Difference[], release = ''): string {
  const start = `Compared with the simulation${release}: `;
  if (differences.length === 0) return `${start}as expected, within the precision of the evidence`;
  const [largest] = differences.filter(({ what }) => what === 'slower');
  const by = largest && timeBetween(largest);
  const others = differences.length - (largest ? 1 : 0);
  const more = `${others} ${largest ? 'other ' : ''}${others === 1 ? 'difference' : 'differences'}`;
  if (!largest || by === undefined) return start + more;
  return `${start}${largest.label} ${by} slower${others > 0 ? `, ${more}` : ''}`;
}

/** What lies between the observed and the simulated time; undefined where there is only one of them. */
function timeBetween({ observed, simulated }: Pick<Difference, 'observed' | 'simulated'>): string | undefined {
  if (!observed || !simulated) return undefined;
  return formatDuration(Math.abs(observed.milliseconds - simulated.milliseconds));
}
