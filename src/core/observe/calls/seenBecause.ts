import type { Container, ContainerStatus, EphemeralContainer, Pod } from '../../api/types';
import type { KubeletBecause, StartCause, StopCause } from '../../trace/because';
import type { Interval } from '../evidence/interval';
import type { ObservedCall } from '../evidence/observedCall';
import { containerOf, type PodEvidence } from '../evidence/podEvidence';
import { restartsSeen } from './restartsSeen';
import { isPodPhaseTerminal } from '../../componentHelpers/isPodTerminal';

/** What a pod's calls are explained with. */
export interface SeenPod {
  pod: Pod;
  /** Its states, the oldest first. */
  states: readonly Pod[];
  /** All calls that were deduced for it, each container's in the order of time. */
  calls: readonly ObservedCall[];
  /** When the kubelet told, of which container, that it waits before it restarts it. */
  backOffs: readonly { container: string; at: Interval }[];
  /** How many images its node pulls at once, where that is known. */
  pullsAtOnce?: number;
}

/** All that explains a pod's calls. */
export function seenPod(evidence: PodEvidence, pod: Pod, calls: readonly ObservedCall[]): SeenPod {
  const backOffs = evidence.occurrences('containers').flatMap(({ event, at }) => {
    const container = containerOf(event);
    const isRestart = event.reason === 'BackOff' && event.message?.startsWith('Back-off restarting failed container');
    return isRestart && container !== undefined ? [{ container, at }] : [];
  });
  return { pod, states: evidence.states.map((state) => state.pod), calls, backOffs };
}

/** Why the kubelet made a call, as far as events and statuses tell; undefined where they do not. */
export function seenBecause(call: ObservedCall, seen: SeenPod): KubeletBecause | undefined {
  switch (call.method) {
    case 'RunPodSandbox':
      return sandboxBecause(call, seen);
    case 'PullImage':
      return pullBecause(call, seen);
    case 'CreateContainer':
    case 'StartContainer': {
      const start = startOf(call, seen);
      const restartCount = restartsSeen(call, seen);
      return {
        type: call.method === 'CreateContainer' ? 'createContainer' : 'startContainer',
        ...(restartCount && { restartCount }),
        ...(start && { start }),
      };
    }
    case 'StopContainer': {
      const cause = stopCause(call, seen);
      return cause && { type: 'stopContainer', cause };
    }
    default:
      return undefined;
  }
}

function sandboxBecause(call: ObservedCall, { calls }: SeenPod): KubeletBecause {
  const earlier = calls.filter(({ method }) => method === 'RunPodSandbox').slice(0, indexOf(call, calls));
  if (earlier.some(({ outcome }) => outcome.ok)) {
    return { type: 'runSandbox', cause: { type: 'sandboxChanged', what: 'Pod sandbox changed' } };
  }
  return { type: 'runSandbox', cause: { type: 'noSandbox', failures: earlier.length } };
}

/** The place of a call among those of its method and container. */
function indexOf(call: ObservedCall, calls: readonly ObservedCall[]): number {
  return calls.filter(({ method, container }) => method === call.method && container === call.container).indexOf(call);
}

function pullBecause(call: ObservedCall, seen: SeenPod): KubeletBecause | undefined {
  const container = containerNamed(seen.pod, call.container);
  if (!container) return undefined;
  const start = startOf(call, seen);
  return {
    type: 'pullImage',
    policy: container.imagePullPolicy ?? 'IfNotPresent',
    use: { container: container.name, ...(start && { start }) },
    ...(seen.pullsAtOnce !== undefined && { atOnce: seen.pullsAtOnce }),
  };
}

function containerNamed({ spec }: Pod, name: string | undefined): Container | EphemeralContainer | undefined {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec ?? {};
  return [...initContainers, ...containers, ...ephemeralContainers].find((container) => container.name === name);
}

/** What ended before, by the statuses; for a first start the init container before it. */
function startOf(call: ObservedCall, seen: SeenPod): StartCause | undefined {
  const { pod, calls } = seen;
  const { container: name } = call;
  if (pod.spec?.ephemeralContainers?.some((one) => one.name === name)) return { type: 'ephemeral' };
  const container = containerNamed(pod, name);
  if (!container) return undefined;
  const ended = lastEnd(call, seen);
  if (ended) {
    const restartPolicy = container.restartPolicy ?? pod.spec?.restartPolicy ?? 'Always';
    const { exitCode, reason = '' } = ended;
    // What the policy does not restart starts for a reason of its own, which nothing tells.
    const byRule = matchingRule(container, exitCode);
    const isUsual = byRule || restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0);
    return isUsual
      ? { type: 'ended', exitCode, reason, restartPolicy, ...(byRule && { byRule }), ...backOffBefore(call, seen) }
      : undefined;
  }
  if (lastStart(call, seen) || (restartsSeen(call, seen) ?? 0) > 0)
    return { type: 'ranBefore', ...backOffBefore(call, seen) };
  // Without a status of the end, only a start that nothing came before is understood.
  const nth = indexOf(call, calls);
  const isFirst = calls.every(
    (other) =>
      other.container !== name || other.method !== 'StartContainer' || other === call || !endsBefore(other, call),
  );
  if (nth > 0 || !isFirst) return undefined;
  const init = pod.spec?.initContainers ?? [];
  const place = init.findIndex((one) => one.name === name);
  const before = init[(place < 0 ? init.length : place) - 1];
  return {
    type: 'first',
    ...(before && { after: { container: before.name, isSidecar: before.restartPolicy === 'Always' } }),
  };
}

/** Whether one of the container's own rules speaks of this exit code (pkg/api/v1/pod/util.go, 1.37). */
function matchingRule({ restartPolicyRules = [] }: Container | EphemeralContainer, exitCode: number): boolean {
  return restartPolicyRules.some(({ action, exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return action === 'Restart' && exitCodes !== undefined && listed === (exitCodes.operator === 'In');
  });
}

/** The last time that the container was started before the one that the call belongs to. */
function lastStart(call: ObservedCall, { calls }: SeenPod): ObservedCall | undefined {
  return calls
    .filter(
      (other) =>
        other.container === call.container &&
        other.method === 'StartContainer' &&
        other.outcome.ok &&
        other !== call &&
        endsBefore(other, call),
    )
    .at(-1);
}

/** Whether the kubelet told, since the container was started last, that it waits before it does so again. */
function backOffBefore(call: ObservedCall, seen: SeenPod): { sawBackOff?: true } {
  const since = lastStart(call, seen)?.end?.earliest;
  const until = call.start?.latest ?? call.end?.latest;
  const isSeen =
    since !== undefined &&
    until !== undefined &&
    seen.backOffs.some(
      ({ container, at }) => container === call.container && at.earliest >= since && at.latest <= until,
    );
  return isSeen ? { sawBackOff: true } : {};
}

function endsBefore({ end }: ObservedCall, { start }: ObservedCall): boolean {
  return end !== undefined && start !== undefined && end.latest <= start.earliest;
}

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** The container's newest end that surely came before the call. */
function lastEnd({ container: name, start, end }: ObservedCall, { states }: SeenPod): Terminated | undefined {
  const before = start && Number.isFinite(start.latest) ? start.latest : end?.latest;
  if (before === undefined) return undefined;
  let last: Terminated | undefined;
  for (const { status } of states) {
    const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    for (const { state, lastState } of all.filter((one) => one.name === name)) {
      for (const ended of [lastState?.terminated, state?.terminated]) {
        const at = Date.parse(ended?.finishedAt ?? '');
        // In whole seconds, cut: an end of the same second may have come later.
        if (ended && at > 0 && at + 1000 <= before && at >= Date.parse(last?.finishedAt ?? '1970-01-01T00:00:00Z'))
          last = ended;
      }
    }
  }
  return last;
}

/** What the event Killing says (pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37). */
function stopCause({ evidence = [], container = '' }: ObservedCall, { pod, states }: SeenPod): StopCause | undefined {
  const said = evidence.find(({ what }) => what.startsWith('event Killing'))?.text ?? '';
  const probe = /failed (startup|liveness) probe/.exec(said)?.[1];
  if (probe === 'startup' || probe === 'liveness') {
    const threshold = containerNamed(pod, container)?.[`${probe}Probe`]?.failureThreshold;
    // Of an init container, the event does not say it.
    const restarts = said.startsWith('Init') || said.endsWith(', will be restarted');
    return { type: 'probeFailed', probe, restarts, ...(threshold !== undefined && { threshold }) };
  }
  if (said === 'killing') return { type: 'restartAll' };
  if (said.includes('FailedPostStartHook')) return { type: 'postStartFailed' };
  if (!said.startsWith('Stopping container')) return undefined;
  // In the end, the kubelet sets it to 0.
  const deleted = states.find(({ metadata }) => metadata?.deletionTimestamp)?.metadata;
  if (deleted) {
    const { deletionGracePeriodSeconds: graceSeconds = 0 } = deleted;
    return { type: 'podDeleted', ...(graceSeconds > 0 && { graceSeconds }) };
  }
  const { phase = '', reason } = pod.status ?? {};
  if (isPodPhaseTerminal(phase)) return { type: 'podEnded', phase, ...(reason && { reason }) };
  return undefined;
}
