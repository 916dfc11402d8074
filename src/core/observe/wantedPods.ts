import type { KubernetesObject } from '../api/kubernetesObject';
import type { Pod } from '../api/types';

/** The fields of workloads that count pods. */
interface Counted extends KubernetesObject {
  spec?: { replicas?: number; parallelism?: number; completions?: number; suspend?: boolean };
  status?: { desiredNumberScheduled?: number };
}

/**
 * How many pods of a workload there are once it has started, those included that succeeded already; undefined where
 * nothing tells. A Job makes no more at once than its parallelism, and none for completions that it has
 * (pkg/controller/job/job_controller.go, 1.37).
 * @param pods those that it has
 */
export function wantedPods({ kind = '', spec = {}, status }: Counted, pods: readonly Pod[]): number | undefined {
  switch (kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
      return spec.replicas ?? 1;
    case 'DaemonSet':
      return status?.desiredNumberScheduled;
    case 'Job': {
      const succeeded = pods.filter((pod) => pod.status?.phase === 'Succeeded').length;
      const { parallelism = 1, completions, suspend } = spec;
      if (suspend) return succeeded;
      // Without completions one that succeeds ends it.
      if (completions === undefined) return succeeded > 0 ? succeeded : parallelism;
      return succeeded + Math.max(0, Math.min(parallelism, completions - succeeded));
    }
    default:
      return undefined;
  }
}
