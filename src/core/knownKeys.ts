/** The keys of a table whose type tells all of them; for a map of others' keys `Object.keys` is right. */
export function knownKeys<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
