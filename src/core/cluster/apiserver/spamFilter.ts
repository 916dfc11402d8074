/** Of one source about one object: so many events at once, then one in five minutes. */
const burst = 25;
const refillMs = 300_000;

/** Drops what a source says too often about an object (client-go/tools/record/events_cache.go EventSourceObjectSpamFilter, 0.37). */
export class SpamFilter {
  readonly #tokens = new Map<string, { left: number; at: number }>();

  /** @param now milliseconds since the epoch */
  accepts(who: string, now: number): boolean {
    const bucket = this.#tokens.get(who) ?? { left: burst, at: now };
    this.#tokens.set(who, bucket);
    bucket.left = Math.min(burst, bucket.left + (now - bucket.at) / refillMs);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  }
}
