import { diagnose } from '../trace/diagnosis';
import { start, type StartOptions } from './start';

/**
 * What happens without one thing that is taken for granted, in a sentence: the same start without it, and what is the
 * matter then. It takes as long as a start does.
 */
export function withoutAssumption({ circumstances, ...options }: StartOptions, id: string): string {
  const { without = [] } = circumstances;
  const { trace } = start({ ...options, circumstances: { ...circumstances, without: [...without, id] } });
  const [first] = diagnose(trace.view, { now: trace.end, missing: trace.missing });
  if (!first) return 'The start goes on without it.';
  const { subject, container, isWaiting, cause } = first;
  const who = `${subject}${container === undefined ? '' : `, container ${container}`}`;
  return `${who} ${isWaiting ? 'waits' : 'does not run'}: ${cause}.`;
}
