import type { Trace } from '../trace/trace';
import { diagnose } from './diagnosis';
import { surenessOf, type Sureness } from './facts/causeTable';
import type { Diagnosis } from './facts/finding';
import { restarts } from './restarts';

/** A diagnosis with how sure its cause is. */
export interface SureDiagnosis extends Diagnosis {
  sureness: Sureness;
}

/** Why the pods of a trace do not run, what they wait for and, of what was seen, why they were restarted. */
export function diagnosesOf({ view, end: now, missing, source }: Trace): SureDiagnosis[] {
  const found = diagnose(view, { now, missing });
  const over = source === 'observed' ? restarts(view, now, found) : [];
  return [...found, ...over].map((diagnosis) => ({ ...diagnosis, sureness: surenessOf(diagnosis.name) }));
}
