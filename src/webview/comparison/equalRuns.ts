import type { ComparedRow } from '../../core/panel/protocol';

/** So many neighbours that do not differ fold into one line. */
const least = 3;

/** A row as it stands, or a run of rows that fold: of all of them the starts do the same, or nothing tells. */
export type ComparisonItem =
  | { kind: 'row'; row: ComparedRow; index: number }
  | { kind: 'run'; mark: 'same' | 'untold'; from: number; to: number; isOpen: boolean };

/** The rows with the runs of those that do not differ; `open` has the first row of each run that a person opened. */
export function comparisonItems(rows: readonly ComparedRow[], open: ReadonlySet<number>): ComparisonItem[] {
  const items: ComparisonItem[] = [];
  for (let from = 0; from < rows.length;) {
    const { mark } = rows[from]!;
    let to = from + 1;
    while (to < rows.length && rows[to]!.mark === mark) to++;
    const folds = (mark === 'same' || mark === 'untold') && to - from >= least;
    const isOpen = !folds || open.has(from);
    if (folds) items.push({ kind: 'run', mark, from, to, isOpen });
    if (isOpen) for (let index = from; index < to; index++) items.push({ kind: 'row', row: rows[index]!, index });
    from = to;
  }
  return items;
}

/** What a folded run says: `12 equal calls`. */
export function runText({ mark, from, to }: Extract<ComparisonItem, { kind: 'run' }>): string {
  const count = to - from;
  return mark === 'same' ? `${count} equal calls` : `${count} calls that only one start shows`;
}
