import { valueAt, type Path } from '../path';

/** The text or number at the path as a text; '' for anything else. */
export function textAt(root: unknown, path: Path): string {
  const value = valueAt(root, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
