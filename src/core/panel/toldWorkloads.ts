import type { Trace } from '../trace/trace';
import type { Lane } from '../trace/timeline';
import { podStarts, type PodStart } from '../workload/podStarts';
import { phaseTable, workloadNotes, workloadSummary } from '../workload/workloadLines';
import { workloadReports } from '../workload/workloadReport';
import type { ToldTable } from './protocol';

/** As many workloads are told of, those with most pods. */
const most = 5;

/** How the pods of each workload do beside each other, as tables in words. */
export function toldWorkloads(starts: readonly PodStart[]): ToldTable[] {
  return workloadReports(starts)
    .slice(0, most)
    .map((report) => ({
      fold: 'pods',
      summary: workloadSummary(report),
      ...phaseTable(report),
      notes: workloadNotes(report),
    }));
}

/** The same of a trace; none of a start that was simulated, whose times are assumed. */
export function workloadsOfTrace(trace: Trace, lanes: readonly Lane[]): ToldTable[] {
  return trace.source === 'observed' && lanes.length > 1 ? toldWorkloads(podStarts(trace, lanes)) : [];
}
