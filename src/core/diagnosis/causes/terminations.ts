import type { Finding } from '../facts/finding';
import type { PodFacts } from '../facts/podFacts';
import { kubectl } from '../facts/suggestedCommand';

/** Why a pod that is to be deleted is still there. */
export function termination(facts: PodFacts): Finding | undefined {
  const { deletionTimestamp, finalizers = [] } = facts.pod.metadata ?? {};
  const until = Date.parse(deletionTimestamp ?? '');
  const isLate = facts.now !== undefined && facts.now > until + 10_000;
  const running = facts.containers.filter(({ status }) => status.state?.running);
  if (finalizers.length > 0 && running.length === 0 && isLate) {
    return {
      cause: `it is deleted, and its finalizers hold it: ${finalizers.join(', ')}`,
      evidence: `metadata.deletionTimestamp: ${deletionTimestamp}, metadata.finalizers: ${finalizers.join(', ')}`,
      field: 'metadata.finalizers',
      next: 'see that the controller that owns the finalizer runs; remove it by hand only when that is gone for good',
      command: kubectl`get pod ${facts.name} -n ${facts.namespace} -o jsonpath="{.metadata.finalizers}"`,
    };
  }
  if (!isLate) return undefined;
  const stuck = running.map(({ name }) => name).join(', ');
  const killing = facts.events
    .filter(({ reason }) => reason === 'FailedKillPod' || reason === 'FailedPreStopHook')
    .at(-1);
  return {
    cause: `it is deleted, and does not end within its grace period${stuck ? `: ${stuck} still runs` : '; its node may be gone'}`,
    evidence: killing
      ? `event ${killing.reason}: ${killing.message}`
      : `metadata.deletionTimestamp: ${deletionTimestamp}`,
    field: 'terminationGracePeriodSeconds',
    next: 'see whether its node is there and what the kubelet says of it',
    command: kubectl`get node ${facts.pod.spec?.nodeName ?? ''}`,
  };
}

/** Why a pod is not ready though its containers run: its node does not report. */
export function lostNode(facts: PodFacts): Finding | undefined {
  const event = facts.last('NodeNotReady');
  if (!event || facts.containers.some(({ status }) => status.state?.waiting)) return undefined;
  const node = facts.pod.spec?.nodeName ?? '';
  return {
    cause: `its node ${node} is not ready`,
    evidence: `event NodeNotReady: ${event.message ?? ''}`,
    next: 'see why the node does not report; after 5 minutes its pods are replaced elsewhere',
    command: kubectl`describe node ${node}`,
  };
}
