/** A step of a session, in the words that its failure is told with. */
export interface SessionStep {
  /** The same for the same step: `survey`. */
  name: string;
  /** What is done, and to what: `Reading Pod web`. */
  what: string;
  /** What follows where it fails, and what to do: `It is left out.` */
  next: string;
}

/** A step that failed while the session goes on: what happened, to what, and what follows. `cause` is what was thrown. */
export class SessionProblem extends Error {
  constructor(
    readonly step: SessionStep,
    cause: unknown,
  ) {
    super(`${step.what} failed: ${String(cause).replace(/\.?$/, '.')} ${step.next}`, { cause });
    this.name = ''; // its words are a sentence already
    if (cause instanceof Error && cause.stack) this.stack = `${this.message}\n${cause.stack}`;
  }
}
