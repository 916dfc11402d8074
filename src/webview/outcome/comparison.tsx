import { fold, folds } from '../page/store';
import { comparisonSummary, timeBetween } from './comparisonSummary';
import { formatSpan } from '../../core/trace/formatSpan';
import type { Difference } from '../../core/comparison/comparison';
import type { Span } from '../../core/trace/pathPart';

/** So many differences are shown, the largest. */
const most = 12;

/** What was otherwise than in the simulation of the same manifest, in a section that folds. `several`: pods are named. */
export function Comparison({ differences, several }: { differences: readonly Difference[]; several: boolean }) {
  const heads = [...(several ? ['pod'] : []), 'what', 'observed', 'simulated', 'why'];
  const left = differences.length - most;
  return (
    <details
      class="comparison"
      open={folds.value.comparison}
      onToggle={({ currentTarget }) => fold('comparison', currentTarget.open)}
    >
      <summary>{comparisonSummary(differences)}</summary>
      {differences.length > 0 && (
        <table>
          {left > 0 && <caption>{`and ${left} smaller differences`}</caption>}
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, most).map((one, at) => (
              <Row key={at} difference={one} several={several} />
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

function Row({ difference, several }: { difference: Difference; several: boolean }) {
  const { pod, what, label, observed, simulated, why = '' } = difference;
  const by = timeBetween(difference);
  return (
    <tr class={what}>
      {several && <td>{pod}</td>}
      <td>{by === undefined ? label : `${label}: ${by} ${what}`}</td>
      <td class="time">{spanText(observed)}</td>
      <td class="time">{spanText(simulated)}</td>
      <td>{why}</td>
    </tr>
  );
}

function spanText(span: Span | undefined): string {
  return span ? (span.milliseconds === 0 ? 'not at all' : formatSpan(span)) : '';
}
