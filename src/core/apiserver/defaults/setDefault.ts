/** Sets a field that is absent or, where the API's Go type can not tell the difference, holds its zero value. */
export function setDefault(object: Record<string, unknown>, field: string, value: unknown): void {
  const present = object[field];
  if (present === undefined || present === null || present === '' || present === 0) object[field] = value;
}

/** Sets a field that is absent; zero and "" are values of their own there. */
export function setIfAbsent(object: Record<string, unknown>, field: string, value: unknown): void {
  if (object[field] === undefined || object[field] === null) object[field] = value;
}
