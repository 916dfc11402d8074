/**
 * What a map holds under a key that others chose. `map[key]` would find what every object inherits under
 * `constructor`, `toString` or `__proto__`; test/fences keeps it from being written.
 */
export function entryOf<T>(
  map: Readonly<Record<string, T>> | undefined,
  key: string | number | undefined,
): T | undefined;
/** Of an object whose fields are named in its type, or that may be anything, nothing is known of the value. */
export function entryOf(map: object | undefined, key: string | number | undefined): unknown;
export function entryOf(map: object | undefined, key: string | number | undefined): unknown {
  if (map === undefined || key === undefined || !Object.hasOwn(map, key)) return undefined;
  return (map as Readonly<Record<string, unknown>>)[key];
}

/** Sets what a map holds under a key that others chose: assigning to `__proto__` would change what the map inherits. */
export function setEntry<T>(map: Record<string, T>, key: string | number, value: T): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** Whether two maps have the same keys, and under each of them values that are alike. */
export function haveAlike(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  isAlike: (left: unknown, right: unknown, key: string) => boolean,
): boolean {
  let more = 0;
  for (const _ in right) more++;
  for (const key in left) {
    more--;
    if (!isAlike(left[key], Object.hasOwn(right, key) ? right[key] : undefined, key)) return false;
  }
  return more === 0;
}
