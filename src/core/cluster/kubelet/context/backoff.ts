interface Entry {
  delay: number;
  lastUpdate: number;
}

/** Delays that double, by key (client-go/util/flowcontrol/backoff.go, 0.37). Times are milliseconds. */
export class Backoff {
  readonly #entries = new Map<string, Entry>();

  constructor(
    readonly initial: number,
    readonly most: number,
  ) {}

  /** The present delay. */
  get(key: string): number {
    return this.#entries.get(key)?.delay ?? 0;
  }

  /** Notes another failure, whose time was `eventTime`; the delay doubles unless the last is long past. */
  next(key: string, eventTime: number, now: number): void {
    const entry = this.#entries.get(key);
    const delay =
      !entry || eventTime - entry.lastUpdate > this.most * 2 ? this.initial : Math.min(entry.delay * 2, this.most);
    this.#entries.set(key, { delay, lastUpdate: now });
  }

  /** Whether less than the delay has passed since `eventTime`. */
  isInBackOffSince(key: string, eventTime: number, now: number): boolean {
    const entry = this.#entries.get(key);
    if (!entry || now - eventTime > this.most * 2) return false;
    return now - eventTime < entry.delay;
  }

  /** Whether less than the delay has passed since the last failure. */
  isInBackOffSinceUpdate(key: string, now: number): boolean {
    const entry = this.#entries.get(key);
    if (!entry || now - entry.lastUpdate > this.most * 2) return false;
    return now - entry.lastUpdate < entry.delay;
  }
}
