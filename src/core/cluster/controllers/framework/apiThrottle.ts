/** A controller's client: so many calls at once, then so many a second (client-go/rest's limits as kube-controller-manager sets them). */
const burst = 30;
const perSecond = 20;

/**
 * Holds back a controller that would call without end. In a cluster one limit is for all that a controller manages;
 * here each object has its own, so that a file of a thousand workloads does not take minutes.
 */
export class ApiThrottle {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  /**
   * Takes some calls for an object.
   * @param now milliseconds since the epoch
   */
  take(uid: string, calls: number, now: number): void {
    const bucket = this.#filled(uid, now);
    bucket.left -= calls;
  }

  /** How long the object's next call has to wait, in milliseconds. */
  wait(uid: string, now: number): number {
    const { left } = this.#filled(uid, now);
    return left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1000);
  }

  #filled(uid: string, now: number): { left: number; at: number } {
    let bucket = this.#buckets.get(uid);
    if (!bucket) this.#buckets.set(uid, (bucket = { left: burst, at: now }));
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    return bucket;
  }
}
