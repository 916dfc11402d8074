import type { Phase } from '../phases/phase';
import type { DiagramRow } from './diagramRows';

/** The phases of what is drawn, and which of them are one row each. */
export interface DiagramPhases {
  /** By the messages' ids. */
  of: ReadonlyMap<string, Phase>;
  /** The ids of phases. */
  folded: ReadonlySet<string>;
}

/** The row with which a phase begins. */
export interface PhaseHeading {
  phase: Phase;
  isOpen: boolean;
  /** How many of its calls are drawn, or would be if it were open. */
  calls: number;
  /** It began on an earlier page. */
  goesOn: boolean;
}

/**
 * Sets a heading before the first row of each phase, and takes the rows of a folded one away. What is about no message
 * stays.
 *
 * @param calls how many messages of each phase are shown
 */
export function phasedRows(
  rows: readonly DiagramRow[],
  { of, folded }: DiagramPhases,
  calls: ReadonlyMap<Phase, number>,
): DiagramRow[] {
  const begun = new Set<Phase>();
  return rows.flatMap((row) => {
    const phase = phaseOfRow(row, of);
    if (!phase) return [row];
    const isOpen = !folded.has(phase.id);
    const own = isOpen ? [row] : [];
    if (begun.has(phase)) return own;
    begun.add(phase);
    return [{ type: 'phase', heading: { phase, isOpen, calls: calls.get(phase) ?? 0, goesOn: false } }, ...own];
  });
}

/** Says at the beginning of a page which phase it goes on with. */
export function continued(page: readonly DiagramRow[], { of }: DiagramPhases, calls: ReadonlyMap<Phase, number>) {
  const first = page[0];
  const phase = first && phaseOfRow(first, of);
  if (!phase) return page;
  const heading = { phase, isOpen: true, calls: calls.get(phase) ?? 0, goesOn: true };
  return [{ type: 'phase', heading } as const, ...page];
}

function phaseOfRow(row: DiagramRow, of: DiagramPhases['of']): Phase | undefined {
  switch (row.type) {
    case 'phase':
      return undefined;
    case 'note':
      return of.get(row.note.after ?? '');
    case 'loop':
      return row.rows[0] && phaseOfRow(row.rows[0], of);
    case 'arrow':
      return of.get(row.arrow.messages[0] ?? '');
  }
}
