/** A part of the time that is shown, as a style has it: of a track's width, or in another unit. */
export function percent(part: number, whole: number, unit = '%'): string {
  return (whole > 0 ? ((100 * part) / whole).toFixed(3) : 0) + unit;
}
