import type { VirtualClock } from '../../../virtualClock';

/** The waits after failures: 5 ms, doubling, at most 1000 s (client-go/util/workqueue/default_rate_limiters.go, 0.37). */
const firstRetryMs = 5;
const longestRetryMs = 1_000_000;

/** What is to be reconciled; each key once, however often it was added (client-go/util/workqueue, 0.37). */
export class WorkQueue {
  readonly #due = new Map<string, { at: number; cancel: () => void }>();
  readonly #failures = new Map<string, number>();

  constructor(
    readonly clock: VirtualClock,
    readonly sync: (key: string) => void,
  ) {}

  /** Reconciles the key after some milliseconds, or earlier where it is due earlier. */
  addAfter(key: string, ms: number): void {
    const at = this.clock.now() + ms;
    const due = this.#due.get(key);
    if (due && due.at <= at) return;
    due?.cancel();
    const cancel = this.clock.after(ms, () => {
      this.#due.delete(key);
      this.sync(key);
    });
    this.#due.set(key, { at, cancel });
  }

  /** Tries a key again that has failed. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.addAfter(key, Math.min(firstRetryMs * 2 ** failures, longestRetryMs));
  }

  /** The key was reconciled: its next failure is its first. */
  forget(key: string): void {
    this.#failures.delete(key);
  }
}
