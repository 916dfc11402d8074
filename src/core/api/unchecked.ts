/** A value before it is validated: what the API requires, and its type therefore promises, may be missing. */
export function unchecked<T extends object>(value: T): Partial<T> {
  return value;
}
