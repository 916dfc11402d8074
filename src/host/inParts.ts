/** Milliseconds of work at once. */
const part = 5;

/** Does in parts what comes in steps; between them the host does what else there is to do. */
export async function inParts<T>(steps: Iterator<unknown, T>): Promise<T> {
  for (;;) {
    const since = performance.now();
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() - since < part);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
