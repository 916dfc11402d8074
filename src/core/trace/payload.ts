import { entryOf } from '../entryOf';

/** What stands at a place in a message's request or response; undefined where the place is not there. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = entryOf(here as Record<string, unknown>, key);
  }
  return here;
}

/** The text at a place; undefined where there is none, or an empty one. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : undefined;
}
