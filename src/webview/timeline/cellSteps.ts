import { middleOf, partAt } from './laneParts';
import type { TimelineRow } from './laneRow';

/** A row's name (0) or one of its parts (from 1). */
export interface Cell {
  row: number;
  cell: number;
}

/**
 * Where a key leads to in the timeline: along a lane, or to what another lane did at the same time. Undefined for other
 * keys. `page`: the rows that Page Down goes on by.
 */
export function stepBy(key: string, { row, cell }: Cell, rows: readonly TimelineRow[], page: number): Cell | undefined {
  // A single pod's name is not shown.
  const first = rows.length > 1 ? 0 : 1;
  const last = rows[row]?.lane?.parts.length ?? 0;
  switch (key) {
    case 'ArrowRight':
      return { row, cell: Math.min(cell + 1, last) };
    case 'ArrowLeft':
      return { row, cell: Math.max(cell - 1, first) };
    case 'Home':
      return { row, cell: first };
    case 'End':
      return { row, cell: last };
    case 'ArrowDown':
      return across({ row, cell }, rows, 1);
    case 'ArrowUp':
      return across({ row, cell }, rows, -1);
    case 'PageDown':
      return across({ row, cell }, rows, page);
    case 'PageUp':
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
