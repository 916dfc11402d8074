/** How long is worked at once, and what lets others go on between two parts; time is given. */
export interface Parts {
  milliseconds: number;
  now: () => number;
  pause: () => Promise<unknown>;
}

/** Does in parts what comes in steps; between them whoever else has something to do goes on. */
export async function inParts<T>(steps: Iterator<unknown, T>, { milliseconds, now, pause }: Parts): Promise<T> {
  for (;;) {
    const since = now();
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (now() - since < milliseconds);
    await pause();
  }
}
