import { entryOf, setEntry } from '../../../entryOf';

/** Sets a field that is absent or, where the API's Go type can not tell the difference, holds its zero value. */
export function setDefault(object: Record<string, unknown>, field: string, value: unknown): void {
  const present = entryOf(object, field);
  if (present === undefined || present === null || present === '' || present === 0) setEntry(object, field, value);
}

/** Sets a field that is absent; zero and "" are values of their own there. */
export function setIfAbsent(object: Record<string, unknown>, field: string, value: unknown): void {
  if (entryOf(object, field) === undefined || entryOf(object, field) === null) setEntry(object, field, value);
}
