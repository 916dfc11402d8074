import type { Trace } from '../core/trace/trace';
import { podStarts } from '../core/workload/podStarts';
import { workloadLines } from '../core/workload/workloadLines';
import { workloadReports, type WorkloadReport } from '../core/workload/workloadReport';
import type { Flags } from './commandLine';

/** How the pods of each workload of an observed start do beside each other; none of a start that was simulated. */
export function workloadsOf(trace: Trace, { groupBy }: Flags): WorkloadReport[] {
  return trace.source === 'observed' ? workloadReports(podStarts(trace), groupBy) : [];
}

/** The same as text; '' where no workload has several pods. */
export function workloadText(trace: Trace, flags: Flags): string {
  return workloadsOf(trace, flags)
    .map((report) => `${workloadLines(report).join('\n')}\n`)
    .join('\n');
}
