import { warn, whenClosed } from './print';

/** Ctrl+C, a kill, a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What shells say of a program that Ctrl+C ended. */
const exitCode = 130;
/** Milliseconds that taking away what was created may go on after the first signal, and after the second. */
const patience = [10_000, 1_500] as const;

/** What ends a watch early: signals, and a closed output. */
export class Interruption {
  readonly #stop = new AbortController();
  readonly #leave = new AbortController();
  #count = 0;
  #code: number | undefined;
  #leaving: NodeJS.Timeout | undefined;

  constructor() {
    for (const signal of signals) process.on(signal, () => this.interrupt());
    whenClosed(() => this.#stopWith(0));
  }

  /** Aborted when the watch is to end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborted when what was created is to be left, too. */
  get leaving(): AbortSignal {
    return this.#leave.signal;
  }

  /** The exit code, where something ended the watch before its time. */
  get exitCode(): number | undefined {
    return this.#code;
  }

  /** What was created has to be taken away before the program ends. */
  hasToDelete = false;

  /** Ends the watch because it is over. */
  stop(): void {
    this.#stop.abort();
  }

  /** Ends it as a signal does: at the second one at once, but for what is to be deleted. */
  interrupt(): void {
    this.#count++;
    this.#stopWith(exitCode);
    if (this.#count > 1 && !this.hasToDelete) process.exit(exitCode); // and kubectl with it
    const left = patience[this.#count - 1];
    if (left === undefined) return this.#leave.abort();
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#leave.abort(), left);
    this.#leaving.unref();
    if (this.hasToDelete) warn('deletes what was created, then ends; interrupt again to keep it\n');
  }

  /** The watch has ended: nothing is deleted any more, and a further signal ends the program at once. */
  dispose(): void {
    clearTimeout(this.#leaving);
    this.hasToDelete = false;
  }

  #stopWith(code: number): void {
    this.#code ??= code;
    this.#stop.abort();
  }
}
