import { plightOf } from '../diagnosis/plight';
import { diagnose } from '../diagnosis/diagnosis';
import type { Diagnosis } from '../diagnosis/facts/finding';
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
    const without = traceWithout([id]);
    const found = complaints(without).find((one) => !known.has(one)) ?? noPods(without, usual);
    const consequence = usual.assumptions.find((one) => one.id === id)?.consequence;
    yield { id, text: `${found ?? consequence ?? 'the start goes the same way'}.` };
  }
}

/** A DaemonSet without a node that it wants has nothing to complain of. */
function noPods(trace: Trace, usual: Trace): string | undefined {
  const isNone = trace.view.pods.length === 0 && usual.view.pods.length > 0;
  return isNone ? 'no pod is created, because no node fits what the pods ask for' : undefined;
}

function complaints(trace: Trace): string[] {
  return diagnose(trace.view, { now: trace.end, missing: trace.missing }).map(complaint);
}

function complaint(diagnosis: Diagnosis): string {
  const { subject, container, isWaiting, cause } = diagnosis;
  const who = `${subject}${container === undefined ? '' : `, container ${container}`}`;
  return `${who} ${isWaiting ? 'waits' : plightOf(diagnosis)}: ${cause}`;
}
