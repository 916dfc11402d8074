/** The result of steps that are no longer wanted. */
export const unwanted = Symbol('unwanted');

/** The steps, one at a time, as long as somebody wants what they come to. */
export function* whileWanted<T>(
  steps: Iterator<unknown, T>,
  isWanted: () => boolean,
): Generator<undefined, T | typeof unwanted> {
  while (isWanted()) {
    const { done, value } = steps.next();
    if (done) return value;
    yield;
  }
  return unwanted;
}
