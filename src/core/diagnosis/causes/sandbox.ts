import type { Event } from '../../api/types';
import { lastSeen, timesSeen } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { innermost } from '../facts/messages';
import { eventText, type PodFacts } from '../facts/podFacts';
import { syncRetry } from '../facts/retries';
import { lastVolumeFailure } from './volumes';
import { kubectl } from '../facts/suggestedCommand';
import { withoutNames } from '../facts/withoutReferences';

/** Why a pod has no sandbox or no network; undefined where it has, or where volumes failed after it. */
export function sandbox(facts: PodFacts): Finding | undefined {
  if (!facts.isBeforeContainers) return undefined;
  const event =
    failureThatTells(facts) ?? facts.last('NetworkNotReady') ?? facts.last('FailedPodSandBoxStatus') ?? remade(facts);
  if (!event || (lastSeen(event)?.at ?? 0) < (lastVolumeFailure(facts) ?? 0)) return undefined;
  const message = event.message ?? '';
  const known = causeOf(facts, message);
  if (event.reason === 'SandboxChanged')
    return {
      name: 'sandbox-remade',
      cause: `its sandbox is lost again and again and created again (${timesSeen(event)} times): something on the node stops it, or its network`,
      evidence: eventText(event),
      next: "read the runtime's log on the node, and check whether the node was restarted or is short of memory",
      command: kubectl`describe node ${facts.pod.spec?.nodeName ?? ''}`,
    };
  const { cause, next, field } = known ?? {
    cause: 'its sandbox cannot be made',
    next: 'check the runtime on the node',
  };
  const retry = syncRetry('the sandbox is made again', event, facts.now);
  return {
    name: 'sandbox-not-made',
    cause: `${cause}: ${innermost(message.replace(/^Failed to create pod sandbox: /, ''))}`,
    evidence: eventText(event),
    ...(field !== undefined && { field }),
    next,
    command: kubectl`describe node ${facts.pod.spec?.nodeName ?? ''}`,
    ...(retry && { retry }),
  };
}

/** A sandbox that was lost more than once, where nothing else says why it does not stay. */
function remade(facts: PodFacts): Event | undefined {
  const event = facts.last('SandboxChanged');
  return event && timesSeen(event) > 2 ? event : undefined;
}

/** The last failure; where that tells only that something took too long or is in the way, the last one that tells more. */
function failureThatTells(facts: PodFacts): Event | undefined {
  const failures = facts.events.filter(
    ({ reason, involvedObject }) => reason === 'FailedCreatePodSandBox' && !involvedObject.fieldPath,
  );
  const telling = failures.filter(({ message = '' }) => !(causeOf(facts, message)?.isVague ?? false));
  return telling.at(-1) ?? failures.at(-1);
}

/** The cause that the text tells, whatever the pod is called. */
function causeOf({ name, namespace }: PodFacts, message: string): SandboxCause | undefined {
  const bare = withoutNames(message, [name, namespace]);
  return causes.find(([pattern]) => pattern.test(bare))?.[1];
}

interface SandboxCause {
  /** It says that something else went wrong before. */
  isVague?: boolean;
  cause: string;
  next: string;
  field?: string;
}

/** What runtimes and CNI plugins answer to RunPodSandbox. */
const causes: readonly [RegExp, SandboxCause][] = [
  [
    // CRI-O also says at which stage the earlier one is, such as that of its network.
    /name (?:\S+ )?is reserved/i,
    {
      isVague: true,
      cause: 'the runtime is still creating or removing an earlier sandbox of that name',
      next: 'wait; if nothing changes, restart the runtime',
    },
  ],
  [
    /no runtime for|no runtime handler|failed to find runtime handler|runtime handler \S+ (?:is )?not|failed to get sandbox runtime|unknown runtime handler/i,
    {
      cause: "the node's runtime does not know the handler of the RuntimeClass",
      field: 'runtimeClassName',
      next: 'configure the handler on the node, or choose another RuntimeClass or node',
    },
  ],
  [
    /no IP addresses available|address(?:es)? exhausted|no available IPs?|failed to allocate for range|insufficient IPs?|no more ips|failed to assign an IP|pool exhausted/i,
    {
      cause: 'its network cannot be set up: no IP addresses are left on the node (CNI)',
      next: 'remove pods from the node, or give it a larger pod CIDR; look for addresses that were not released',
    },
  ],
  [
    /cni config uninitialized|no CNI configuration file|NetworkPluginNotReady|no networks found|cni plugin not initialized|network is not ready/i,
    { cause: 'the node has no network plugin yet (CNI)', next: 'check that the CNI plugin’s pods run on the node' },
  ],
  [
    /get sandbox image|sandbox image|pause/i,
    {
      cause: "the sandbox's own image (pause) cannot be pulled",
      next: "check that the node reaches the registry of the pause image, or change the runtime's sandbox_image",
    },
  ],
  [
    /host ?port|address already in use|port is already allocated/i,
    {
      cause: 'a host port that it asks for is taken on the node',
      field: 'containers[0].ports',
      next: 'leave hostPort out, or free the port',
    },
  ],
  [
    /sysctl/i,
    {
      cause: 'a sysctl of its security context cannot be set',
      field: 'securityContext.sysctls',
      next: 'leave the sysctl out, or use a node whose kernel has it',
    },
  ],
  [
    /network|cni|plugin type=/i,
    {
      cause: 'its network cannot be set up (CNI)',
      next: 'check the CNI plugin’s pods and its configuration on the node',
    },
  ],
  [
    /user namespace|userns|idmap/i,
    {
      cause: 'the node cannot create user namespaces for it',
      field: 'hostUsers',
      next: 'leave hostUsers out, or use a node whose kernel and runtime can',
    },
  ],
  [
    /selinux/i,
    { cause: 'its SELinux label cannot be set', field: 'securityContext.seLinuxOptions', next: 'correct the label' },
  ],
  [
    /cgroup/i,
    { cause: 'its cgroup cannot be made', next: 'check that kubelet and runtime use the same cgroup driver' },
  ],
  [/no space left/i, { cause: "the node's disk is full", next: 'free space on the node' }],
  [
    /DeadlineExceeded|deadline exceeded|timed? ?out/i,
    {
      isVague: true,
      cause: 'the runtime takes too long to make its sandbox',
      next: 'check runtime and CNI plugin on the node: one of them hangs',
    },
  ],
];
