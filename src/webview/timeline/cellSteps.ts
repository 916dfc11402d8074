import { middleOf, partAt } from './laneParts';
import type { KeyAction } from '../../core/keyTable';
import type { TimelineRow } from './laneRow';

/** A row's name (0) or one of its parts (from 1). */
export interface Cell {
  row: number;
  cell: number;
}

/**
 * Where the focus goes in the timeline: along a lane, or to what another lane did at the same time. Undefined where it
 * stays. `page`: the rows of a page.
 */
export function stepBy(
  action: KeyAction<'timeline'>,
  { row, cell }: Cell,
  rows: readonly TimelineRow[],
  page: number,
): Cell | undefined {
  // A single pod's name is not shown.
  const first = rows.length > 1 ? 0 : 1;
  const last = rows[row]?.lane?.parts.length ?? 0;
  switch (action) {
    case 'next':
      return { row, cell: Math.min(cell + 1, last) };
    case 'previous':
      return { row, cell: Math.max(cell - 1, first) };
    case 'first':
      return { row, cell: first };
    case 'last':
      return { row, cell: last };
    case 'below':
      return across({ row, cell }, rows, 1);
    case 'above':
      return across({ row, cell }, rows, -1);
    case 'farBelow':
      return across({ row, cell }, rows, page);
    case 'farAbove':
      return across({ row, cell }, rows, -page);
    default:
      return undefined;
  }
}

function across({ row, cell }: Cell, rows: readonly TimelineRow[], by: number): Cell {
  const to = Math.min(rows.length - 1, Math.max(0, row + by));
  const from = rows[row]?.lane;
  const part = from?.parts[cell - 1];
  const other = rows[to]?.lane;
  return { row: to, cell: from && part && other ? partAt(other, middleOf(part, from)) + 1 : 0 };
}
