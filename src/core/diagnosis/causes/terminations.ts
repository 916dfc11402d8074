import type { Node } from '../../api/types';
import { clockTime, sinceTime } from '../facts/clockTime';
import type { Finding } from '../facts/finding';
import { innermost } from '../facts/messages';
import { conditionText, eventText, type PodFacts } from '../facts/podFacts';
import { kubectl } from '../facts/suggestedCommand';

/** Why a pod that is to be deleted is still there. */
export function termination(facts: PodFacts): Finding {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers = [] } = facts.pod.metadata ?? {};
  const until = Date.parse(deletionTimestamp ?? '');
  const asked = Number.isNaN(until)
    ? undefined
    : new Date(until - (deletionGracePeriodSeconds ?? 0) * 1000).toISOString();
  const isLate = facts.now === undefined || facts.now > until + 10_000;
  const running = facts.containers.filter(({ status }) => status.state?.running).map(({ name }) => name);
  const deleted = `metadata.deletionTimestamp: ${deletionTimestamp ?? ''}`;
  const unkilled = facts.events.filter(({ reason }) => reason === 'FailedKillPod').at(-1);
  if (unkilled) {
    return {
      name: 'pod-not-killed',
      cause: `it is deleted, and the kubelet cannot kill it (FailedKillPod)${sinceTime(asked, facts.now)}: ${innermost(unkilled.message) || 'the event does not say why'}`,
      evidence: eventText(unkilled),
      next: 'check the runtime and the network plugin (CNI) on its node; the kubelet tries again by itself',
      command: kubectl`describe node ${facts.pod.spec?.nodeName ?? ''}`,
    };
  }
  if (finalizers.length > 0 && running.length === 0) {
    return {
      name: 'finalizer-holds',
      ...(!isLate && { isWaiting: true }),
      cause: `it is deleted${sinceTime(asked, facts.now)}, and its finalizers hold it: ${finalizers.join(', ')}`,
      evidence: `${deleted}, metadata.finalizers: ${finalizers.join(', ')}`,
      field: 'metadata.finalizers',
      next: 'check that the controller that owns the finalizer runs; remove the finalizer by hand only if the controller is gone for good',
      command: kubectl`get pod ${facts.name} -n ${facts.namespace} -o jsonpath="{.metadata.finalizers}"`,
    };
  }
  const hook = facts.events.filter(({ reason }) => reason === 'FailedPreStopHook').at(-1);
  const failed = hook ? `; its preStop hook failed: ${innermost(hook.message) || 'the event does not say why'}` : '';
  const node: Node | undefined = facts.object('Node', facts.pod.spec?.nodeName);
  const report = node?.status?.conditions?.find(({ type }) => type === 'Ready');
  if (report && report.status !== 'True') {
    return {
      name: 'node-not-ready',
      cause: `it is deleted${sinceTime(asked, facts.now)}, and its node ${facts.pod.spec?.nodeName ?? ''} is not ready, and nothing else can say that its containers have ended: ${report.message || report.reason || 'the node does not say why'}`,
      evidence: `${deleted}; node ${facts.pod.spec?.nodeName ?? ''}: ${conditionText(report)}`,
      next: 'bring the node back, or delete it (kubectl delete node) if its machine is off for good: then the pod goes, too',
      command: kubectl`describe node ${facts.pod.spec?.nodeName ?? ''}`,
    };
  }
  if (!isLate) {
    const end = clockTime(deletionTimestamp, facts.now);
    return {
      name: 'pod-terminating',
      isWaiting: true,
      cause: `it is being deleted: ${running.length > 0 ? `${running.join(', ')} still runs and has` : 'its containers have'}${end ? ` until ${end}` : ` ${deletionGracePeriodSeconds ?? 30} s`} to end by itself${failed}`,
      evidence: hook ? `${deleted}; ${eventText(hook)}` : deleted,
      field: 'terminationGracePeriodSeconds',
      next: 'wait until its grace period is over',
      command: facts.describe,
    };
  }
  return {
    name: 'pod-does-not-end',
    cause: `it is deleted, and does not end within its grace period${sinceTime(asked, facts.now)}${running.length > 0 ? `: ${running.join(', ')} still runs` : '; its node may be gone'}${failed}`,
    evidence: hook ? eventText(hook) : deleted,
    field: 'terminationGracePeriodSeconds',
    next: 'check whether its node exists and what the kubelet says about the pod',
    command: kubectl`get node ${facts.pod.spec?.nodeName ?? ''}`,
  };
}
