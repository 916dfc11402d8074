import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import type { Path } from '../path';
import { entryKeys } from './entryKeys';

/** A value that another object has not, or has otherwise. */
export interface ChangedPath {
  path: Path;
  /** As the comparison of two calls names it: `spec.containers[app].image`. */
  field: string;
}

/** What one object has that another has not, or has otherwise; entries of lists are held against those of their key. */
export function changedPaths(value: unknown, other: unknown): ChangedPath[] {
  const found: ChangedPath[] = [];
  const compare = (one: unknown, two: unknown, path: Path, field: string): void => {
    if (one === two) return;
    if (Array.isArray(one)) {
      const [keys, others] = [entryKeys(one), Array.isArray(two) ? entryKeys(two) : undefined];
      one.forEach((item: unknown, i) => {
        const at = keys && others ? others.indexOf(keys[i]!) : i;
        compare(item, Array.isArray(two) ? two[at] : undefined, [...path, i], `${field}[${keys?.[i] ?? i}]`);
      });
    } else if (isMap(one))
      for (const [key, entry] of Object.entries(one))
        compare(entry, isMap(two) ? entryOf(two, key) : undefined, [...path, key], field ? `${field}.${key}` : key);
    else found.push({ path, field });
  };
  compare(value, other, [], '');
  return found;
}
