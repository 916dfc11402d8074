import { knowsField } from '../../../release/kubernetesRelease';
import type { ContainerStatus, PodStatus } from '../../../api/types';
import { containerStatuses, type StatusInput } from './containerStatuses';
import { computePodQosClass } from '../../../componentHelpers/podQosClass';
import { podConditions } from './podConditions';
import { observedGeneration } from '../../../componentHelpers/observedGeneration';
import { podPhase } from './podPhase';
import type { ProbeResults } from '../state/probeResults';
import type { Prober } from '../probes/prober';
import { shouldAllContainersRestart } from '../state/restartAllContainers';
import { hasAnyActiveRegularContainerStarted } from '../state/runtimePodStatus';

export interface PodStatusInput extends Omit<StatusInput, 'podRestarting'> {
  /** What the kubelet said last, or else what the API shows. */
  old: PodStatus | undefined;
  probes: ProbeResults;
  prober: Prober;
  /** Whether nothing runs any more, nor will. */
  podIsTerminal: boolean;
  /** Why the kubelet ends the pod. */
  evicted?: { reason: string; message: string } | undefined;
}

/**
 * The pod's status as the kubelet tells it, without the times of the transitions
 * (generateAPIPodStatus, pkg/kubelet/kubelet_pods.go, 1.37).
 */
export function generatePodStatus(input: PodStatusInput): PodStatus {
  const { ctx, pod, runtime, old, evicted } = input;
  const podIsTerminal = input.podIsTerminal && ctx.release.endsBeforeDeletion;
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec!;
  const shared = { ...input, podRestarting: shouldAllContainersRestart(pod, runtime, old) };
  const hasInitContainers = initContainers.length > 0;
  const init = containerStatuses(shared, initContainers, old?.initContainerStatuses ?? [], {
    init: true,
    hasInitContainers,
  });
  const main = containerStatuses(shared, containers, old?.containerStatuses ?? [], { init: false, hasInitContainers });
  const ephemeral = containerStatuses(shared, ephemeralContainers, old?.ephemeralContainerStatuses ?? [], {
    init: false,
    hasInitContainers,
  });
  main.sort((a, b) => (a.name < b.name ? -1 : 1));
  const all = [...main, ...init];
  let phase = podPhase(pod, all, podIsTerminal, hasAnyActiveRegularContainerStarted(pod, runtime));
  const final = [phase, old?.phase, pod.status?.phase].find((one) => one === 'Succeeded' || one === 'Failed');
  phase = final ?? phase;
  const kept = phase === old?.phase ? { reason: old.reason, message: old.message } : undefined;
  const { reason, message } = evicted ?? kept ?? {};
  if (evicted) phase = 'Failed';
  setReadiness(input, main, init);
  const { node } = ctx;
  const generation = observedGeneration(ctx.release, pod);
  const [hostIP, ip] = [node.internalIP, pod.spec?.hostNetwork ? node.internalIP : runtime.ips[0]];
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    ...(reason && { reason }),
    ...(message && { message }),
    conditions: podConditions(ctx, pod, old, { statuses: [...init, ...main], phase, runtime }),
    hostIP,
    ...(knowsField(ctx.release, 'PodStatus', 'hostIPs') && { hostIPs: [{ ip: hostIP }] }),
    ...(ip && { podIP: ip, podIPs: [{ ip }] }),
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: main,
    qosClass: pod.status?.qosClass ?? computePodQosClass(pod),
    ...(ephemeral.length > 0 && { ephemeralContainerStatuses: ephemeral }),
  };
}

/** The prober's word on which containers have started and are ready (prober_manager.go UpdatePodStatus, 1.37). */
function setReadiness(
  { ctx, pod, probes, prober }: PodStatusInput,
  main: readonly ContainerStatus[],
  init: readonly ContainerStatus[],
): void {
  const initContainers = new Map(pod.spec?.initContainers?.map((container) => [container.name, container]));
  for (const status of [...main, ...init]) {
    const id = status.containerID?.replace(/^.*:\/\//, '') ?? '';
    const startup = probes.get(id, 'startup');
    const started =
      status.state?.running !== undefined &&
      (startup === undefined ? !prober.has('startup', status.name) : startup === 'Success');
    const spec = initContainers.get(status.name);
    if (!spec || ctx.release.startsSidecars) status.started = started;
    if (spec && spec.restartPolicy !== 'Always') {
      status.ready = status.state?.terminated?.exitCode === 0;
      continue;
    }
    if (!started && (ctx.release.readyOnlyWhenStarted || status.state?.running === undefined)) continue;
    const probed = prober.has('readiness', status.name);
    const ready = probes.get(id, 'readiness') === 'Success';
    status.ready = ready || !probed;
    if (!ready && probed && ctx.release.triggersReadiness) prober.triggerReadiness(status.name);
  }
}
