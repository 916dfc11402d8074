import type { Trace } from '../trace/trace';
import { podStarts } from './podStarts';
import type { TraitKind } from './traits';
import { workloadReports, type WorkloadReport } from './workloadReport';

/**
 * How the pods of each workload of an observed start do beside each other; none of a start that was simulated, whose times
 * are assumed.
 * @param by what pods are to be told apart by, too
 */
export function observedWorkloads(trace: Trace, by?: TraitKind): WorkloadReport[] {
  return trace.source === 'observed' ? workloadReports(podStarts(trace), by) : [];
}
