import type { Trace } from '../trace/trace';
import { diagnose } from './diagnosis';
import { surenessOf, type Sureness } from './facts/causeTable';
import type { Diagnosis } from './facts/finding';
import { restarts } from './restarts';

/** A diagnosis with how sure its cause is. */
export interface SureDiagnosis extends Diagnosis {
  sureness: Sureness;
}

/**
 * Why the pods of a trace do not run, what they wait for and, of what was seen, why they were restarted.
 *
 * @param isOneByOne pods of a workload that have the same trouble are told one by one
 */
export function diagnosesOf({ view, end: now, missing, source }: Trace, isOneByOne = false): SureDiagnosis[] {
  const found = diagnose(view, { now, missing, isOneByOne });
  const over = source === 'observed' ? restarts(view, now, found) : [];
  return [...found, ...over].map((diagnosis) => ({ ...diagnosis, sureness: surenessOf(diagnosis.name) }));
}
