import { setEntry } from '../../src/core/entryOf';
import type { Path } from '../../src/core/path';

/** The value with another one at a place; what lies on the way is copied. */
export function changed(value: unknown, path: Path, to: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changed(item, rest, to) : (item as unknown)));
  const copy = { ...(value as Record<string, unknown>) };
  const before = Object.entries(copy).find(([key]) => key === step)?.[1];
  setEntry(copy, step, changed(before, rest, to));
  return copy;
}
