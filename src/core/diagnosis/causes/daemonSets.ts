import type { DaemonSet } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { Finding } from '../facts/finding';
import type { Around } from '../facts/ownership';
import { kubectl } from '../facts/suggestedCommand';

/** By the counts in its status (pkg/controller/daemon, 1.37). */
export function ofDaemonSet(object: KubernetesObject, around: Around): Finding | undefined {
  const { spec, status, metadata }: Partial<DaemonSet> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  if (!status || around.ownership.toldOf(object).length > 0) return undefined;
  const counts: Partial<typeof status> = status;
  const { desiredNumberScheduled: wanted = 0, currentNumberScheduled: made = 0, numberReady = 0 } = counts;
  const command = kubectl`describe daemonset ${name} -n ${namespace}`;
  if (wanted === 0) {
    const selector = Object.entries(spec?.template?.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
    return {
      name: 'daemon-set-without-nodes',
      cause: `no node is eligible for a pod of it${selector.length > 0 ? `: its nodeSelector asks for ${selector.join(', ')}` : ': check its node selector, affinity and tolerations, and whether there are nodes'}`,
      evidence: 'status.desiredNumberScheduled: 0',
      field: selector.length > 0 ? 'nodeSelector' : 'spec.template',
      next: 'label the nodes that should run it, or correct the selector',
      command: kubectl`get nodes --show-labels`,
    };
  }
  const ready = Math.max(numberReady, around.ownership.readyOf(object));
  if (ready >= wanted) return undefined;
  return {
    name: 'pods-missing',
    isWaiting: true,
    cause: `${ready} of its ${wanted} pods are ready${made < wanted ? `, and ${wanted - made} of them are not created yet` : ''}; nothing says why`,
    evidence: `status: desiredNumberScheduled ${wanted}, currentNumberScheduled ${made}, numberReady ${numberReady}`,
    next: 'check its events, and the pods of it that are not ready',
    command,
  };
}
