import type { Outcome } from './trace';

/** How a process that ended with an exit code went; `reason` as the runtime gives it: `OOMKilled`, `Error`. */
export function processOutcome(exitCode: number, reason: string): Outcome {
  return exitCode === 0 ? { ok: true } : { ok: false, code: `exit ${exitCode}`, text: reason };
}
