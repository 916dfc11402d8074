import { entryOf } from './entryOf';

/** Whether two plain values say the same: what their JSON would say, whatever the order of the keys. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  for (const key of Object.keys(a)) if (!isSameValue(entryOf(a, key), entryOf(b, key))) return false;
  for (const key of Object.keys(b)) if (entryOf(a, key) === undefined && entryOf(b, key) !== undefined) return false;
  return true;
}
