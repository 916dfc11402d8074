import type { Phase } from '../phases/phase';
import type { DiagramPhases } from './phaseHeading';
import type { DiagramRow } from './diagramRows';

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
  let last: Phase | undefined;
  return rows.flatMap((row) => {
    // A wait is one of the phase that goes on.
    const phase = row.type === 'wait' ? last : phaseOfRow(row, of);
    last = phase;
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
    case 'wait':
      return undefined;
    case 'note':
      return of.get(row.note.after ?? '');
    case 'arrow':
      return of.get(row.arrow.messages[0] ?? '');
  }
}
