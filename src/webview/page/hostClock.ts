/** The extension host's time, which may differ from this window's: the host can be on another machine. */
export class HostClock {
  #behind = 0;

  /** `now` is the host's time in milliseconds since the epoch. */
  set(now: number): void {
    this.#behind = now - performance.now();
  }

  now(): number {
    return performance.now() + this.#behind;
  }
}
