import type { Interval } from '../evidence/interval';

/** How often the kubelet did an operation since it began, and how long that took. */
export interface OperationTotal {
  count: number;
  /** Milliseconds. */
  sum: number;
}

/** A kubelet's metrics at one time. */
export interface MetricsReading {
  /** When they were read. */
  read: Interval;
  operations: ReadonlyMap<string, OperationTotal>;
}

/** The lines of the text of `/metrics` that are read. */
export function operationLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('kubelet_runtime_operations_duration_seconds_'))
    .filter((line) => !line.startsWith('kubelet_runtime_operations_duration_seconds_bucket'))
    .join('\n');
}

/**
 * Reads `kubelet_runtime_operations_duration_seconds` by `operation_type` (`run_podsandbox`, …) out of the text of
 * `/metrics`: each CRI call is counted when it has ended (pkg/kubelet/kuberuntime/instrumented_services.go, 1.37).
 */
export function operationTotals(text: string): Map<string, OperationTotal> {
  const totals = new Map<string, OperationTotal>();
  for (const line of text.split('\n')) {
    const [, what, labels = '', value] =
      /^kubelet_runtime_operations_duration_seconds_(sum|count)\{([^}]*)\} (\S+)/.exec(line) ?? [];
    const operation = /\boperation_type="(\w+)"/.exec(labels)?.[1];
    if (operation === undefined) continue;
    const total = totals.get(operation) ?? { count: 0, sum: 0 };
    if (what === 'count') total.count = Number(value);
    else total.sum = Number(value) * 1000;
    totals.set(operation, total);
  }
  return totals;
}
