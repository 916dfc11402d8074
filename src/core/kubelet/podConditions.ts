import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../api/types';
import { isRestartableInitContainer } from './containerRestart';
import { statusNamed } from './statusNamed';

/** The conditions that the kubelet owns. */
const ownTypes = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

interface Fact {
  status: 'True' | 'False';
  reason?: string;
  message?: string;
}

/**
 * The pod's conditions, others' first (pkg/kubelet/status/generate.go, 1.37).
 * @param sandboxProblem why there is no usable sandbox; undefined where there is one
 * @param now metav1.Time of a transition
 */
export function podConditions(
  pod: Pod,
  old: PodStatus | undefined,
  statuses: ContainerStatus[],
  phase: string,
  sandboxProblem: string | undefined,
  now: string,
): PodCondition[] {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => !ownTypes.has(type));
  const containersReady = containersReadyFact(pod, statuses, phase);
  const generation = pod.metadata?.generation;
  const facts: [string, Fact][] = [
    [
      'PodReadyToStartContainers',
      sandboxProblem === undefined
        ? { status: 'True' }
        : { status: 'False', reason: 'PodSandboxNotReady', message: sandboxProblem },
    ],
    ['Initialized', initializedFact(pod, statuses, phase)],
    ['Ready', readyFact(pod, others, containersReady)],
    ['ContainersReady', containersReady],
    ['PodScheduled', { status: 'True' }],
  ];
  return [
    ...others,
    ...facts.map(([type, fact]) => {
      const before = old?.conditions?.find((condition) => condition.type === type);
      const lastTransitionTime = before?.status === fact.status ? before.lastTransitionTime : now;
      return {
        type,
        ...(generation !== undefined && { observedGeneration: generation }),
        status: fact.status,
        lastProbeTime: null,
        lastTransitionTime,
        ...(fact.reason && { reason: fact.reason }),
        ...(fact.message && { message: fact.message }),
      } as unknown as PodCondition;
    }),
  ];
}

function containersReadyFact(pod: Pod, statuses: ContainerStatus[], phase: string): Fact {
  const counted = [
    ...(pod.spec?.initContainers ?? []).filter(isRestartableInitContainer),
    ...(pod.spec?.containers ?? []),
  ];
  const of = (name: string): ContainerStatus | undefined => statusNamed(statuses, name);
  const unknown = counted.filter(({ name }) => !of(name)).map(({ name }) => name);
  const unready = counted.filter(({ name }) => of(name)?.ready === false).map(({ name }) => name);
  if (phase === 'Succeeded' && unknown.length === 0) return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
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

function initializedFact(pod: Pod, statuses: ContainerStatus[], phase: string): Fact {
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
  return message ? { status: 'False', reason: 'ContainersNotInitialized', message } : { status: 'True' };
}

/** Lists as Go prints them: `containers with unready status: [a b]`. */
function listed(lists: [string, string[]][]): string {
  return lists.flatMap(([text, names]) => (names.length > 0 ? [`${text}: [${names.join(' ')}]`] : [])).join(', ');
}
