import { inParts as stepsInParts } from '../core/inParts';

const parts = {
  milliseconds: 5,
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setTimeout(resolve)),
};

/** Does in parts what comes in steps; between them the host does what else there is to do. */
export function inParts<T>(steps: Iterator<unknown, T>): Promise<T> {
  return stepsInParts(steps, parts);
}
