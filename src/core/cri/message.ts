/**
 * A CRI message without the fields that have their default value: undefined, '', 0, false and empty
 * lists go; a message stays, even an empty one. Maps are given with `stringMap`, int64 with `int64`,
 * an enum's first name as undefined.
 */
export function message<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const result: Partial<T> = {};
  for (const name in fields) {
    const value: unknown = fields[name];
    if (value === undefined || value === '' || value === 0 || value === false) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    result[name] = fields[name];
  }
  return result as T;
}

/** A map field: nothing where it is empty. */
export function stringMap(map: Record<string, string>): Record<string, string> | undefined {
  for (const _ in map) return map;
  return undefined;
}

/** A 64-bit integer field: nothing where it is 0. */
export function int64(value: bigint | number): string | undefined {
  return value === 0n || value === 0 ? undefined : String(value);
}
