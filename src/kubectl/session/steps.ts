import { SessionProblem, type SessionStep } from './sessionProblem';

/** So many problems are kept, the latest of them. */
const mostProblems = 20;

/**
 * Does the steps of a session. What one throws is kept as a problem until the same step succeeds, and told once; no step
 * keeps another one, or itself the next time, from being done.
 */
export class Steps {
  readonly #onProblem: (problem: SessionProblem) => void;
  readonly #problems = new Map<string, SessionProblem>();
  readonly #underWay = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Counts the times that all was dropped. */
  #round = 0;

  constructor(onProblem: (problem: SessionProblem) => void) {
    this.#onProblem = onProblem;
  }

  /** What went wrong and has not gone well since. */
  get problems(): readonly SessionProblem[] {
    return [...this.#problems.values()];
  }

  /** Does a step at once; `otherwise` where it fails. */
  attempt<T>(step: SessionStep, work: () => T, otherwise: T): T {
    try {
      const value = work();
      this.#problems.delete(step.name);
      return value;
    } catch (error) {
      this.failed(step, error);
      return otherwise;
    }
  }

  /**
   * Does a step after some milliseconds, unless it is under way. Then `onDone` is called, but for a step that failed as
   * it did before: who asks for it again with each news would never end.
   */
  later(step: SessionStep, afterMs: number, work: () => Promise<void> | void, onDone: () => void): void {
    if (this.#underWay.has(step.name)) return;
    this.#underWay.add(step.name);
    const round = this.#round;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#run(step, work, onDone, round);
    }, afterMs);
    this.#timers.add(timer);
  }

  /** Does nothing more of what is to be done later; what is under way tells nothing any more. */
  stop(): void {
    this.#round++;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#underWay.clear();
  }

  /** Begins anew: what went wrong is forgotten, too. */
  drop(): void {
    this.stop();
    this.#problems.clear();
  }

  async #run(step: SessionStep, work: () => Promise<void> | void, onDone: () => void, round: number): Promise<void> {
    let failure: { error: unknown } | undefined;
    try {
      await work();
    } catch (error) {
      failure = { error };
    }
    if (round !== this.#round) return;
    this.#underWay.delete(step.name);
    if (!failure) this.#problems.delete(step.name);
    else if (!this.failed(step, failure.error)) return;
    onDone();
  }

  /** Keeps that a step failed. Returns whether it is another failure than its last one, which is told unless `isTold` is false. */
  failed(step: SessionStep, error: unknown, isTold = true): boolean {
    const problem = new SessionProblem(step, error);
    const isNews = this.#problems.get(step.name)?.message !== problem.message;
    this.#problems.delete(step.name); // the latest stand last
    this.#problems.set(step.name, problem);
    const [oldest] = this.#problems.keys();
    if (this.#problems.size > mostProblems && oldest !== undefined) this.#problems.delete(oldest);
    if (isNews && isTold) this.#onProblem(problem);
    return isNews;
  }
}
