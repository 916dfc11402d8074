import { fold, folds } from '../page/store';
import type { ToldDifferences } from '../../core/panel/protocol';

/** What was otherwise than in the simulation of the same manifest, in a section that folds. */
export function Comparison({ differences: { summary, heads, rows, left } }: { differences: ToldDifferences }) {
  return (
    <details
      class="comparison"
      open={folds.value.comparison}
      onToggle={({ currentTarget }) => fold('comparison', currentTarget.open)}
    >
      <summary>{summary}</summary>
      {rows.length > 0 && (
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
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
