import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../../../api/types';
import { isRestartableInitContainer } from '../state/containerRestart';
import { statusNamed } from './statusNamed';
import type { KubeletContext } from '../context/kubeletContext';
import { podSandboxChanged } from '../state/podSandboxChanged';
import { observedGeneration } from '../../../componentHelpers/observedGeneration';
import { allContainersCouldRestart, allContainersRestartingFact } from '../state/restartAllContainers';
import type { RuntimePodStatus } from '../state/runtimePodStatus';

const ownTypes = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled', 'AllContainersRestarting']); // prettier-ignore

/** Whether the kubelet owns the condition; others' are left alone (pkg/kubelet/types/pod_status.go, 1.37). */
export function isKubeletCondition(type: string): boolean {
  return ownTypes.has(type);
}

interface Fact {
  status: 'True' | 'False';
  reason?: string;
  message?: string;
}

/** The pod's conditions without their times, others' first (pkg/kubelet/status/generate.go, 1.37). */
export function podConditions(
  ctx: KubeletContext,
  pod: Pod,
  old: PodStatus | undefined,
  { statuses, phase, runtime }: { statuses: ContainerStatus[]; phase: string; runtime: RuntimePodStatus },
): PodCondition[] {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => !isKubeletCondition(type));
  const { changed, why } = podSandboxChanged(pod, runtime);
  const problem = ctx.release.tellsSandboxProblem ? { reason: 'PodSandboxNotReady', message: why } : {};
  const sandbox: Fact = changed ? { status: 'False', ...problem } : { status: 'True' };
  return [
    ...others,
    ...(ctx.release.gates.PodReadyToStartContainersCondition
      ? [conditionOf(ctx, pod, 'PodReadyToStartContainers', sandbox)]
      : []),
    conditionOf(ctx, pod, 'Initialized', initializedFact(pod, old, statuses, phase)),
    ...readyConditions(ctx, pod, others, statuses, phase),
    conditionOf(ctx, pod, 'PodScheduled', { status: 'True' }),
    ...(ctx.release.gates.RestartAllContainersOnContainerExits && allContainersCouldRestart(pod)
      ? [conditionOf(ctx, {}, 'AllContainersRestarting', allContainersRestartingFact(pod, runtime, old, phase))]
      : []),
  ];
}

/** Ready and ContainersReady by what a status says of the containers. */
export function readinessConditions(ctx: KubeletContext, pod: Pod, status: PodStatus): PodCondition[] {
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return readyConditions(ctx, pod, status.conditions ?? [], statuses, status.phase ?? '');
}

function readyConditions(
  ctx: KubeletContext,
  pod: Pod,
  others: PodCondition[],
  statuses: ContainerStatus[],
  phase: string,
): PodCondition[] {
  const containersReady = containersReadyFact(ctx, pod, statuses, phase);
  return [
    conditionOf(ctx, pod, 'Ready', readyFact(pod, others, containersReady)),
    conditionOf(ctx, pod, 'ContainersReady', containersReady),
  ];
}

function conditionOf(ctx: KubeletContext, pod: Pod, type: string, { status, reason, message }: Fact): PodCondition {
  const generation = observedGeneration(ctx.release, pod);
  return {
    type,
    ...(generation !== undefined && { observedGeneration: generation }),
    status,
    ...(reason && { reason }),
    ...(message && { message }),
  };
}

function containersReadyFact({ release }: KubeletContext, pod: Pod, statuses: ContainerStatus[], phase: string): Fact {
  const counted = [
    ...(pod.spec?.initContainers ?? []).filter(isRestartableInitContainer),
    ...(pod.spec?.containers ?? []),
  ];
  const of = (name: string): ContainerStatus | undefined => statusNamed(statuses, name);
  const unknown = counted.filter(({ name }) => !of(name)).map(({ name }) => name);
  const unready = counted.filter(({ name }) => of(name)?.ready === false).map(({ name }) => name);
  if (phase === 'Succeeded' && unknown.length === 0) return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed' && release.marksFailedPodsUnready) return { status: 'False', reason: 'PodFailed' };
  const message = listed([
    ['containers with unknown status', unknown],
    ['containers with unready status', unready],
  ]);
  return message ? { status: 'False', reason: 'ContainersNotReady', message } : { status: 'True' };
}

function readyFact(pod: Pod, conditions: PodCondition[], containersReady: Fact): Fact {
  if (containersReady.status !== 'True') return containersReady;
  const messages = (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = conditions.find(({ type }) => type === conditionType);
    if (!condition) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return condition.status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  return messages.length > 0
    ? { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') }
    : { status: 'True' };
}

function initializedFact(pod: Pod, old: PodStatus | undefined, statuses: ContainerStatus[], phase: string): Fact {
  const of = (name: string): ContainerStatus | undefined => statusNamed(statuses, name);
  const init = pod.spec?.initContainers ?? [];
  const unknown = init.filter(({ name }) => !of(name)).map(({ name }) => name);
  const incomplete = init
    .filter((container) => {
      const status = of(container.name);
      return status && !(isRestartableInitContainer(container) ? status.started : status.ready);
    })
    .map(({ name }) => name);
  if (phase === 'Succeeded' && unknown.length === 0) return { status: 'True', reason: 'PodCompleted' };
  const started = (pod.spec?.containers ?? []).some(({ name }) => {
    const status = of(name);
    return status && (status.lastState?.terminated ?? status.state?.running ?? status.state?.terminated);
  });
  if (started) return { status: 'True' };
  const message = listed([
    ['containers with unknown status', unknown],
    ['containers with incomplete status', incomplete],
  ]);
  // Where all containers are started anew, those that had run wait again; the pod stays initialized.
  const stays = old?.conditions?.some((one) => one.type === 'Initialized' && one.status === 'True');
  return message && !stays ? { status: 'False', reason: 'ContainersNotInitialized', message } : { status: 'True' };
}

/** Lists as Go prints them: `containers with unready status: [a b]`. */
function listed(lists: [string, string[]][]): string {
  return lists.flatMap(([text, names]) => (names.length > 0 ? [`${text}: [${names.join(' ')}]`] : [])).join(', ');
}
