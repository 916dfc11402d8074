import type { CauseName } from '../facts/causeTable';
import type { Finding } from '../facts/finding';
import { conditionText, type PodFacts } from '../facts/podFacts';
import { requestField } from '../facts/schedulingReasons';
import { entryOf } from '../../entryOf';
import { kubectl } from '../facts/suggestedCommand';

/** Why a pod as a whole ended: its deadline, its node's admission, an eviction. Undefined where only containers ended. */
export function rejection(facts: PodFacts): Finding | undefined {
  const { phase, reason, message = '' } = toldByEvent(facts) ?? facts.pod.status ?? {};
  const disruption = facts.condition('DisruptionTarget');
  if (phase !== 'Failed' || !reason) {
    if (disruption?.status !== 'True') return undefined;
    return {
      name: disruption.reason === 'PreemptionByScheduler' ? 'pod-preempted' : 'pod-disrupted',
      cause: `it is terminated on purpose (${disruption.reason ?? 'no reason is given'}): ${disruption.message ?? ''}`,
      evidence: conditionText(disruption),
      ...(disruption.reason === 'PreemptionByScheduler' && { field: 'priorityClassName' }),
      next: 'its workload creates another one; a pod without a workload must be created again',
      command: facts.describe,
    };
  }
  const evidence = `status: phase Failed, reason ${reason}: ${message}`;
  const known = rejections.find(([pattern]) => pattern.test(reason))?.[1](message, reason, facts);
  return {
    name: known?.name ?? 'pod-rejected',
    ...(known ?? {
      cause: `its node rejected or terminated it (${reason}): ${message}`,
      next: 'check the events of the pod and of its node',
    }),
    evidence,
    command: known?.command ?? facts.describe,
  };
}

/** The kubelet's event comes before the status that says the same, for a deadline by the grace period. */
function toldByEvent({ pod, events }: PodFacts): { phase: string; reason?: string; message?: string } | undefined {
  if (pod.status?.phase === 'Failed') return undefined;
  const event = events.find(
    ({ reason = '', involvedObject }) =>
      !involvedObject.fieldPath && rejections.some(([pattern]) => pattern.test(reason)),
  );
  return event && { phase: 'Failed', reason: event.reason, message: event.message };
}

/** What has no name of its own is called `pod-rejected`. */
type Rejection = (
  message: string,
  reason: string,
  facts: PodFacts,
) => Omit<Finding, 'evidence' | 'name'> & { name?: CauseName };

/** The reasons of pkg/kubelet/lifecycle, eviction, nodeshutdown, sysctl, preemption, allocation, 1.37. */
const rejections: readonly [RegExp, Rejection][] = [
  [
    /^DeadlineExceeded$/,
    (_, _reason, { pod, containers }) => {
      const blocking = containers.find(({ isInit, status }) => isInit && status.state?.terminated?.exitCode !== 0);
      const during = blocking ? `, while init container ${blocking.name} had not ended` : '';
      return {
        name: 'pod-deadline-exceeded',
        cause: `it was active for longer than activeDeadlineSeconds (${pod.spec?.activeDeadlineSeconds ?? '?'}) allows${during}`,
        field: 'activeDeadlineSeconds',
        next: 'give it more time, or find out what took so long',
      };
    },
  ],
  [
    /^OutOf(.+)$/,
    (message, reason, facts) => ({
      name: 'node-out-of-resource',
      cause: `its node does not have enough ${reason.slice('OutOf'.length)} left for it (${reason}): ${message.replace('Pod was rejected: ', '')}`,
      field: requestField(facts, reason.slice('OutOf'.length)),
      next: 'ask for less, or let the scheduler choose the node (no nodeName)',
      command: kubectl`describe nodes`,
    }),
  ],
  [
    /^NodeAffinity$/,
    (_, _reason, { pod }) => ({
      name: 'node-labels-differ',
      cause: "its node does not have the labels that the pod's node selector or affinity asks for (NodeAffinity)",
      field: pod.spec?.nodeSelector ? 'nodeSelector' : 'affinity.nodeAffinity',
      next: 'leave nodeName to the scheduler, or correct the selector',
      command: kubectl`get node ${pod.spec?.nodeName ?? ''} --show-labels`,
    }),
  ],
  [
    /^NodePorts$/,
    (_, _reason, { pod }) => {
      const index = pod.spec?.containers.findIndex(({ ports }) => ports?.some(({ hostPort }) => hostPort)) ?? -1;
      return {
        name: 'host-port-taken',
        cause: 'another pod has the host ports that it asks for on its node (NodePorts)',
        field: `containers[${Math.max(0, index)}].ports`,
        next: 'leave hostPort out, choose another port, or leave the node to the scheduler (no nodeName)',
        command: kubectl`get pods -A -o wide --field-selector spec.nodeName=${pod.spec?.nodeName ?? ''}`,
      };
    },
  ],
  [/^Evicted$/, (message, _reason, facts) => eviction(message, facts)],
  [
    /^AppArmor$/,
    (message, _reason, facts) => ({
      cause: `its node cannot apply its AppArmor profile: ${message.replace('Pod was rejected: ', '')}`,
      field: appArmorField(facts),
      next: 'load the profile on the node, choose a node with AppArmor, or leave the profile out',
    }),
  ],
  [
    /^SysctlForbidden$/,
    (message) => ({
      cause: `its node does not allow a sysctl that it sets: ${message.replace('Pod was rejected: ', '')}`,
      field: 'securityContext.sysctls',
      next: "leave the sysctl out, or allow it with the kubelet's allowedUnsafeSysctls",
    }),
  ],
  [
    /^PodOS(NotSupported|SelectorNodeLabelDoesNotMatch)$/,
    (message, reason) => ({
      cause: `its node has another operating system (${reason}): ${message.replace('Pod was rejected: ', '')}`,
      field: reason === 'PodOSNotSupported' ? 'os' : 'nodeSelector',
      next: 'let it run on a node of that system',
      command: kubectl`get nodes -L kubernetes.io/os`,
    }),
  ],
  [
    /^(NodeShutdown|Terminated|Shutdown)$/,
    (message) => ({
      name: 'node-shutdown',
      cause: `its node is shutting down: ${message}`,
      next: 'its workload creates another one on another node',
      command: kubectl`get nodes`,
    }),
  ],
  [
    /^Preempting$/,
    (message) => ({
      name: 'pod-preempted',
      cause: `its node terminated it to make room for a critical pod: ${message}`,
      field: 'priorityClassName',
      next: 'give the node more room',
      command: kubectl`describe nodes`,
    }),
  ],
  [
    /^(TopologyAffinityError|SMTAlignmentError)$/,
    (message) => ({
      cause: `its node cannot align its CPUs and devices as the kubelet's policy asks: ${message}`,
      field: 'containers[0].resources',
      next: 'ask for CPUs that fit one NUMA node, or relax the policy',
    }),
  ],
  [
    /^UnexpectedAdmissionError$/,
    (message) => ({
      cause: `its node could not prepare its devices: ${message.replace('Pod was rejected: ', '')}`,
      field: 'containers[0].resources.limits',
      next: 'check the device plugin on the node',
    }),
  ],
  [
    /^VolumeAttachmentLimitExceeded$/,
    (message) => ({
      cause: `its node has as many volumes attached as it can: ${message}`,
      field: 'volumes',
      next: 'let it run on another node',
    }),
  ],
  [
    /^SupplementalGroupsPolicyNotSupported$/,
    (message) => ({
      cause: `its node's runtime does not know the policy: ${message}`,
      field: 'securityContext.supplementalGroupsPolicy',
      next: 'choose another node, or leave the policy out',
    }),
  ],
  [
    /^NodeLost$/,
    (message) => ({
      name: 'node-unreachable',
      cause: `its node no longer answers: ${message}`,
      next: 'check the node',
      command: kubectl`get nodes`,
    }),
  ],
];

/** Evicted for a limit of its own, or because its node was short of something (pkg/kubelet/eviction, 1.37). */
function eviction(message: string, { pod }: PodFacts): ReturnType<Rejection> {
  const volume = /EmptyDir volume "([^"]+)"/i.exec(message)?.[1];
  const container = /Container (\S+) exceeded/.exec(message)?.[1];
  const resource = /ephemeral/i.test(message) ? 'ephemeral-storage' : /low on resource: (\S+?)[.:]/.exec(message)?.[1];
  const volumeIndex = pod.spec?.volumes?.findIndex(({ name }) => name === volume) ?? -1;
  const limited = pod.spec?.containers.findIndex(({ name, resources }) =>
    container === undefined ? entryOf(resources?.limits, resource ?? '') !== undefined : name === container,
  );
  const index = Math.max(0, limited ?? 0);
  const cause = `its node evicted it: ${message.trim()}`;
  if (/exceed/i.test(message) && !/low on resource/.test(message)) {
    const isVolume = volumeIndex >= 0;
    return {
      name: 'evicted-over-limit',
      cause: `${cause.replace(/\.$/, '')} (a limit of its own, not one of the node)`,
      field: isVolume
        ? `volumes[${volumeIndex}].emptyDir.sizeLimit`
        : `containers[${index}].resources.limits[ephemeral-storage]`,
      next: isVolume
        ? 'write less into the volume, or raise its sizeLimit'
        : 'write less (logs, files of the container, emptyDir volumes), raise limits.ephemeral-storage, or put the data on a volume of its own',
      command: kubectl`get pod ${pod.metadata?.name ?? ''} -n ${pod.metadata?.namespace ?? 'default'} -o yaml`,
    };
  }
  return {
    name: 'evicted-node-pressure',
    cause,
    ...(resource !== undefined && /memory|ephemeral/.test(resource) && { field: `containers[${index}].resources` }),
    next: resource?.startsWith('pids')
      ? 'find the pods that start so many processes and threads, limit them (podPidsLimit of the kubelet), or let the node have more (kernel.pid_max)'
      : 'request what it uses, so that it gets a node with enough and is evicted among the last; or use less, or give the node more',
    command: kubectl`describe node ${pod.spec?.nodeName ?? ''}`,
  };
}

/** Where the profile is written: a container's, the pod's, or the annotation of before 1.30. */
function appArmorField({ pod }: PodFacts): string {
  const index = pod.spec?.containers.findIndex(({ securityContext }) => securityContext?.appArmorProfile) ?? -1;
  if (index >= 0) return `containers[${index}].securityContext.appArmorProfile`;
  return pod.spec?.securityContext?.appArmorProfile ? 'securityContext.appArmorProfile' : 'metadata.annotations';
}
