import type { Path } from '../../path';

/** How deep values are looked at. */
const deepest = 40;

/** Every value in a value with its path, the outer before the inner. */
export function* everyValue(value: unknown, path: Path = []): Generator<[path: Path, value: unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null || path.length > deepest) return;
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, entry] of entries) yield* everyValue(entry, [...path, step]);
}
