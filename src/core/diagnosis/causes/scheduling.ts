import type { Event } from '../../api/types';
import type { Finding } from '../facts/finding';
import { conditionText, eventText, type PodFacts } from '../facts/podFacts';
import { nearly } from '../facts/nearly';
import { lastSeen } from '../../trace/eventTimes';
import { schedulingRetry } from '../facts/retries';
import { schedulingReasons, type SchedulingReason } from '../facts/schedulingReasons';
import { kubectl } from '../facts/suggestedCommand';

/** Why a pod has no node; undefined where it has one. */
export function scheduling(facts: PodFacts): Finding | undefined {
  const { pod } = facts;
  const scheduled = facts.condition('PodScheduled');
  if (scheduled?.status === 'True') return undefined;
  if (!scheduled) {
    // What runs has a node, whether a condition says so or not.
    if (pod.status?.startTime || facts.containers.some(({ status }) => status.containerID)) return undefined;
    if (pod.spec?.nodeName) return unseenByKubelet(facts, pod.spec.nodeName);
    return withoutClaim(facts) ?? unseenByScheduler(facts);
  }
  const event = facts.last('FailedScheduling');
  const message = scheduled.message || (event?.message ?? '');
  const evidence = scheduled.message || !event ? conditionText(scheduled) : eventText(event);
  if (scheduled.reason === 'SchedulingGated') {
    const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name).join(', ');
    return {
      name: 'scheduling-gated',
      cause: `its scheduling gates hold it back: ${gates}`,
      evidence,
      field: 'schedulingGates',
      next: 'the owner of the gates removes them when the pod may be scheduled; check that this controller runs',
      command: kubectl`get pod ${facts.name} -n ${facts.namespace} -o jsonpath="{.spec.schedulingGates}"`,
    };
  }
  const retry = schedulingRetry(event, facts.now);
  const nominated = pod.status?.nominatedNodeName;
  if (nominated) {
    return {
      name: 'preemption-under-way',
      isWaiting: true,
      cause: `pods of lower priority on node ${nominated} are preempted to make room for it`,
      evidence: `status.nominatedNodeName: ${nominated}`,
      next: 'wait until they have ended',
      command: kubectl`get pods -A --field-selector spec.nodeName=${nominated}`,
      ...(retry && { retry }),
    };
  }
  const [first, ...others] = schedulingReasons(message, facts);
  return {
    name: 'no-node-fits',
    cause: `no node takes it: ${[first, ...others].map((reason) => reason?.cause ?? '').join('; ')}${claimTrouble(facts, first)}${autoscaling(facts)}`,
    evidence,
    ...(first?.field !== undefined && { field: first.field }),
    next: first?.next ?? 'compare what the nodes have with what the pod asks for',
    command: first?.command ?? kubectl`describe nodes`,
    ...(retry && { retry }),
  };
}

/** What the volume controller says of the pod's claims. */
function claimTrouble({ others, pod }: PodFacts, reason: SchedulingReason | undefined): string {
  if (!reason?.isAboutClaims) return '';
  const names = (pod.spec?.volumes ?? []).map(
    ({ name, persistentVolumeClaim, ephemeral }) =>
      persistentVolumeClaim?.claimName ?? (ephemeral ? `${pod.metadata?.name}-${name}` : ''),
  );
  const isAbout = ({ involvedObject: { kind, name } }: Event): boolean =>
    kind === 'PersistentVolumeClaim' && names.includes(name ?? '');
  const last = others.filter(isAbout).at(-1);
  return last ? ` (claim ${last.involvedObject.name}: ${last.reason ?? ''}, ${last.message ?? ''})` : '';
}

/** What the cluster autoscaler says, which adds a node for it or does not. */
function autoscaling(facts: PodFacts): string {
  const no = facts.last('NotTriggerScaleUp');
  const yes = facts.last('TriggeredScaleUp');
  if (yes && (lastSeen(yes)?.at ?? 0) >= ((no && lastSeen(no)?.at) ?? 0))
    return '; the cluster autoscaler adds a node for it';
  const why = (no?.message ?? '').replace(/^pod didn't trigger scale-up:? ?/, '');
  return no ? `; the cluster autoscaler adds no node${why && `: ${why}`}` : '';
}

function unseenByKubelet(facts: PodFacts, node: string): Finding | undefined {
  if (facts.pod.status?.containerStatuses || facts.pod.status?.phase !== 'Pending') return undefined;
  const others = facts.objects.flatMap(({ kind, metadata }) => (kind === 'Node' ? [metadata?.name ?? ''] : []));
  if (facts.knowsNodes && !others.includes(node)) {
    const meant = nearly(node, others);
    return {
      name: 'node-name-unknown',
      cause: `there is no node ${node}, which nodeName names${meant && `; there is ${meant}`}`,
      evidence: `spec.nodeName is ${node}, and the nodes are ${others.join(', ')}`,
      field: 'nodeName',
      next: 'leave nodeName to the scheduler, or name a node that exists',
      command: kubectl`get nodes`,
    };
  }
  return {
    name: 'kubelet-silent',
    isWaiting: !facts.isOlderThan(5),
    cause: `the kubelet of node ${node} has not picked it up: the node may not exist, or not be ready`,
    evidence: `spec.nodeName is ${node}, and status has no conditions`,
    field: 'nodeName',
    next: 'leave nodeName to the scheduler, or name a node that exists and is ready',
    command: kubectl`get node ${node}`,
  };
}

/** A pod whose resource claims are not there is not even queued (plugins/dynamicresources, `PreEnqueue`, 1.37). */
function withoutClaim(facts: PodFacts): Finding | undefined {
  const { pod, namespace } = facts;
  const claims = pod.spec?.resourceClaims ?? [];
  const failed = facts.last('FailedResourceClaimCreation');
  const named = /^PodResourceClaim ([^:]+): (.*)$/s.exec(failed?.message ?? '');
  const index = claims.findIndex(({ name, resourceClaimName }) => (named ? name === named[1] : resourceClaimName));
  const claim = claims[index];
  if (!claim || (!failed && !facts.isOlderThan(2))) return undefined;
  const template = claim.resourceClaimTemplateName;
  const isAbsent = failed?.message?.endsWith('not found');
  const object =
    template === undefined ? `ResourceClaim ${claim.resourceClaimName}` : `ResourceClaimTemplate ${template}`;
  return {
    name: 'resource-claim-missing',
    cause: failed
      ? `its resource claim ${claim.name} cannot be made: ${isAbsent ? `${object} does not exist` : named?.[2]}`
      : `the scheduler waits for what it names in resourceClaims: check whether ${object} exists`,
    evidence: failed ? eventText(failed) : 'there is no condition PodScheduled',
    field: `resourceClaims[${index}]`,
    next: `create ${object} in namespace ${namespace}, or correct the reference`,
    command: kubectl`get resourceclaims,resourceclaimtemplates -n ${namespace}`,
  };
}

function unseenByScheduler(facts: PodFacts): Finding {
  const scheduler = facts.pod.spec?.schedulerName ?? 'default-scheduler';
  const event = facts.events.at(-1);
  return {
    name: 'scheduler-silent',
    isWaiting: !facts.isOlderThan(5),
    cause: `no scheduler has picked it up yet: it asks for ${scheduler}`,
    evidence: event ? eventText(event) : 'there is no condition PodScheduled',
    field: 'schedulerName',
    next:
      scheduler === 'default-scheduler'
        ? 'check that kube-scheduler runs'
        : `check that a scheduler named ${scheduler} runs, or leave schedulerName out`,
    command: kubectl`get pods -n kube-system`,
  };
}
