import { diagnose, type Diagnosis } from '../trace/diagnosis';
import type { Trace } from '../trace/trace';
import { start, type StartOptions } from './start';

/**
 * Tells what happens without each of some things that are taken for granted, in a sentence: the same start without that
 * one alone, and what is the matter then that is not the matter with it. A step of the generator takes as long as a start;
 * the first has no answer yet.
 *
 * @param ids of assumptions
 */
export function* withoutAssumptions(
  { circumstances, ...options }: StartOptions,
  ids: readonly string[],
): Generator<{ id: string; text: string } | undefined, void> {
  const traceWithout = (without: readonly string[]): Trace =>
    start({ ...options, circumstances: { ...circumstances, without } }).trace;
  const usual = traceWithout([]);
  const known = new Set(complaints(usual));
  yield undefined;
  for (const id of ids) {
    const found = complaints(traceWithout([id])).find((one) => !known.has(one));
    const consequence = usual.assumptions.find((one) => one.id === id)?.consequence;
    yield { id, text: `${found ?? consequence ?? 'the start goes the same way'}.` };
  }
}

function complaints(trace: Trace): string[] {
  return diagnose(trace.view, { now: trace.end, missing: trace.missing }).map(complaint);
}

function complaint({ subject, container, isWaiting, cause }: Diagnosis): string {
  const who = `${subject}${container === undefined ? '' : `, container ${container}`}`;
  return `${who} ${isWaiting ? 'waits' : 'does not run'}: ${cause}`;
}
