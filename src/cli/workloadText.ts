import type { Trace } from '../core/trace/trace';
import { observedWorkloads } from '../core/workload/observedWorkloads';
import { workloadLines } from '../core/workload/workloadLines';
import type { Flags } from './commandLine';

/** How the pods of each workload of an observed start do beside each other; '' where no workload has several. */
export function workloadText(trace: Trace, { groupBy }: Flags): string {
  return observedWorkloads(trace, groupBy)
    .map((report) => `${workloadLines(report).join('\n')}\n`)
    .join('\n');
}
