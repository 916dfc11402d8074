import { entryOf } from './entryOf';

/** Whether two plain values say the same: what their JSON would say, whatever the order of the keys. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of Object.keys(left)) if (!isSameValue(entryOf(left, key), entryOf(right, key))) return false;
  for (const key of Object.keys(right))
    if (entryOf(left, key) === undefined && entryOf(right, key) !== undefined) return false;
  return true;
}
