/** The least of the numbers, and Infinity where there is none. Unlike `Math.min(...)`, of any number of them. */
export function least(numbers: Iterable<number>): number {
  let found = Infinity;
  for (const number of numbers) found = Math.min(found, number);
  return found;
}

/** The greatest of the numbers, and -Infinity where there is none. Unlike `Math.max(...)`, of any number of them. */
export function greatest(numbers: Iterable<number>): number {
  let found = -Infinity;
  for (const number of numbers) found = Math.max(found, number);
  return found;
}
