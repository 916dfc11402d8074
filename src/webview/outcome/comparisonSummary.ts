import { formatDuration } from '../../core/formatDuration';
import type { Difference } from '../../core/comparison/comparison';

/** The comparison in a line: how much slower it was, or that it was as simulated. */
export function comparisonSummary(differences: readonly Difference[]): string {
  const start = 'Compared with the simulation: ';
  if (differences.length === 0) return `${start}as expected, within what the evidence is exact to`;
  const [largest] = differences.filter(({ what }) => what === 'slower');
  const by = largest && timeBetween(largest);
  const others = differences.length - (largest ? 1 : 0);
  const more = `${others} ${largest ? 'other ' : ''}${others === 1 ? 'difference' : 'differences'}`;
  if (!largest || by === undefined) return start + more;
  return `${start}${largest.label} ${by} slower${others > 0 ? `, ${more}` : ''}`;
}

/** What lies between the observed and the simulated time; undefined where there is only one of them. */
export function timeBetween({ observed, simulated }: Pick<Difference, 'observed' | 'simulated'>): string | undefined {
  if (!observed || !simulated) return undefined;
  return formatDuration(Math.abs(observed.milliseconds - simulated.milliseconds));
}
