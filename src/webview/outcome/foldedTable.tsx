import { fold, folds } from '../page/store';
import type { ToldTable } from '../../core/panel/protocol';

/** A table of texts with lines below it, in a section that folds. */
export function FoldedTable({ fold: name, summary, heads, rows, notes }: ToldTable) {
  return (
    <details class="told" open={folds.value[name]} onToggle={({ currentTarget }) => fold(name, currentTarget.open)}>
      <summary>{summary}</summary>
      {rows.length > 0 && (
        <table>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </table>
      )}
      {notes.map((note) => (
        <p>{note}</p>
      ))}
    </details>
  );
}
