/** An entry of the tool bar, and what it takes. */
export interface SizedEntry {
  name: string;
  /** Pixels; 0 where it shows nothing now. */
  width: number;
  /** The smaller, the longer it stays; what has an infinite one never stands outside. */
  rank: number;
}

/** Those that do not fit into so many pixels with a gap before each: the last of their ranks leave first. */
export function leftOver(entries: readonly SizedEntry[], room: number, gap: number): string[] {
  const left: string[] = [];
  let taken = 0;
  for (const { name, width, rank } of [...entries].sort((a, b) => a.rank - b.rank)) {
    const needed = width === 0 ? 0 : width + gap;
    // What came after one that did not fit would otherwise move before it.
    if (left.length === 0 && rank < Infinity && taken + needed <= room) taken += needed;
    else if (width > 0) left.push(name);
  }
  return left;
}
