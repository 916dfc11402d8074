/** What a task waits for: it is given the function that lets the task go on. */
export type Wait = (resume: () => void) => void;

/**
 * A sequence of steps that takes simulated time. Inside one, `yield* sleep(clock, ms)` waits and
 * `yield* otherTask()` calls another; the kubelet's blocking calls read as they do in Go.
 */
export type Task<T = void> = Generator<Wait, T, void>;

interface Timer {
  at: number;
  order: number;
  run: () => void;
  cancelled: boolean;
}

/** How many timers run at most: thousands of containers with a probe each second would go on for minutes. */
export const mostSteps = 200_000;

/** Time that moves only from one planned moment to the next, so that a simulation is deterministic. */
export class VirtualClock {
  #now: number;
  #order = 0;
  #steps = 0;
  /** How far time is let go on now. */
  #end = Number.NEGATIVE_INFINITY;
  /** What the timer that is due runs, until it has begun. */
  #due: (() => void) | undefined;
  /** Whether the step of a task that runs now is all that its timer does. */
  #isAlone = false;
  /** A binary heap, the earliest first; timers of one moment run in the order they were set. */
  readonly #timers: Timer[] = [];

  /** @param start milliseconds since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  /** Milliseconds since the epoch, with fractions. */
  now(): number {
    return this.#now;
  }

  /** Calls `run` after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, run: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, run, cancelled: false };
    this.#push(timer);
    return () => {
      timer.cancelled = true;
    };
  }

  /** Starts a task at the present moment. */
  spawn(task: Task): void {
    const step = (): void => {
      const before = this.#isAlone;
      this.#isAlone = this.#due === step;
      this.#due = undefined;
      const { done, value } = task.next();
      this.#isAlone = before;
      if (!done) value(step);
    };
    this.after(0, step);
  }

  /** Whether so much was done that time goes no further. */
  get isExhausted(): boolean {
    return this.#steps >= mostSteps;
  }

  /**
   * Lets the time pass for the task that runs now, where nothing else happens in it; false where the task has to wait.
   * What follows is the same: the task's own timer would be the next.
   */
  pass(ms: number): boolean {
    const at = this.#now + Math.max(0, ms);
    const next = this.#timers[0];
    if (!this.#isAlone || at > this.#end || this.isExhausted || (next && next.at <= at)) return false;
    this.#steps++;
    this.#now = at;
    return true;
  }

  /** Runs what is due up to and including `end` (milliseconds since the epoch), and stops there, or where it is exhausted. */
  runUntil(end: number): void {
    this.#end = end;
    for (let timer = this.#timers[0]; timer && timer.at <= end; timer = this.#timers[0]) {
      if (this.isExhausted) return;
      this.#pop();
      if (timer.cancelled) continue;
      this.#steps++;
      this.#now = timer.at;
      this.#due = timer.run;
      timer.run();
    }
    this.#end = Number.NEGATIVE_INFINITY;
    this.#now = Math.max(this.#now, end);
  }

  #before(a: Timer, b: Timer): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #push(timer: Timer): void {
    const heap = this.#timers;
    let i = heap.push(timer) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#before(timer, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = timer;
  }

  #pop(): void {
    const heap = this.#timers;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

/** Waits `ms` milliseconds of the clock's time. */
export function* sleep(clock: VirtualClock, ms: number): Task {
  if (!clock.pass(ms)) yield (resume) => clock.after(ms, resume);
}
