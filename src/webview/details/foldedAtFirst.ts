/** So many rows of a message are shown before a person unfolds more. */
export const rowsAtFirst = 120;

/** Parts that repeat what another call has said, or that say little about a start. */
const quiet = new Set(['sandbox_config', 'managedFields', 'managed_fields']);

/**
 * Whether a field with `size` parts is folded when a message is shown; `left` rows may still be filled. An entry that
 * has a name says enough in its line.
 */
export function foldedAtFirst(key: string, level: number, size: number, left: number, isEntry: boolean): boolean {
  return isEntry || quiet.has(key) || level > 6 || size > left;
}
