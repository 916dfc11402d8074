import type { ContainerStatus, Pod, PodStatus } from '../api/types';
import { time } from '../api/timestamps';
import { numberAt, textAt } from '../trace/payload';
import type { Message, Trace } from '../trace/trace';
import type { PodAt } from './podAt';

type StatusList = 'initContainerStatuses' | 'containerStatuses' | 'ephemeralContainerStatuses';

/** What is known about a pod whose status was not observed from the beginning. */
export interface UnseenPod {
  /** The call that made its newest sandbox, whose address the pod has at the trace's end. */
  sandbox?: string;
}

/**
 * The pods of an observed start whose statuses nobody saw from the beginning, by namespace and name: those of saved
 * output, and those that were watched only when their containers had run.
 */
export function unseenPods(
  { source, messages }: Trace,
  keyOf: (message: Message) => string | undefined,
): Map<string, UnseenPod> {
  const unseen = new Map<string, UnseenPod>();
  if (source === 'simulated') return unseen;
  const isSeen = new Map<string, boolean>();
  for (const message of messages) {
    const key = keyOf(message);
    if (key === undefined || isSeen.get(key) === true) continue;
    if (isStatusOfKubelet(message) && !isSeen.has(key)) isSeen.set(key, !hasRun(message.request as PodStatus));
    if (isSeen.get(key) === true) unseen.delete(key);
    else if (message.method === 'RunPodSandbox' && message.outcome.ok) unseen.set(key, { sandbox: message.id });
    else if (!unseen.has(key)) unseen.set(key, {});
  }
  return unseen;
}

/** Whether a message is the kubelet's, and writes a status. */
export function isStatusOfKubelet({ from, method, request }: Message): boolean {
  return from === 'kubelet' && method.endsWith('/status') && typeof request === 'object' && request !== null;
}

function hasRun({ initContainerStatuses = [], containerStatuses = [] }: PodStatus): boolean {
  return [...initContainerStatuses, ...containerStatuses].some(
    ({ state, restartCount }) => restartCount > 0 || (state?.running ?? state?.terminated) !== undefined,
  );
}

/**
 * A pod with what a call of its runtime lets infer of its status, which nobody saw. `last`: the pod at the trace's
 * end, where the call made its newest sandbox; `at`: milliseconds since the epoch.
 */
export function withInferredStatus(
  was: PodAt,
  message: Message,
  { isEnd, at, last }: { isEnd: boolean; at: number; last: Pod | undefined },
): PodAt {
  const { pod } = was;
  const status = pod && statusAfter(pod, message, { isEnd, at, last });
  if (!status) return was;
  const sandbox = was.sandbox && status.podIP !== undefined ? { ...was.sandbox, ip: status.podIP } : was.sandbox;
  return { ...was, pod: { ...pod, status }, isInferred: true, ...(sandbox && { sandbox }) };
}

function statusAfter(
  pod: Pod,
  { method, protocol, outcome, subject, because, response }: Message,
  { isEnd, at, last }: { isEnd: boolean; at: number; last: Pod | undefined },
): PodStatus | undefined {
  const { status = {} } = pod;
  const container = subject?.container;
  if (method === 'RunPodSandbox') {
    const { podIP, podIPs, hostIP, hostIPs } = last?.status ?? {};
    if (!isEnd || !outcome.ok || podIP === undefined) return undefined;
    return { ...status, podIP, ...(podIPs && { podIPs }), ...(hostIP && { hostIP }), ...(hostIPs && { hostIPs }) };
  }
  if (container === undefined || (protocol === 'CRI' && !outcome.ok)) return undefined;
  const list = listOf(pod, container);
  const known = status[list]?.find(({ name }) => name === container);
  const { state: _old, ...own } = known ?? { name: container, ready: false, restartCount: 0, image: '', imageID: '' };
  const put = (now: ContainerStatus): PodStatus => {
    const past = passedInits(pod, container, status);
    const others = list === 'initContainerStatuses' ? past : (status[list] ?? []);
    return { ...status, initContainerStatuses: past, [list]: inOrder(pod, list, others, now) };
  };
  if (protocol === 'process') {
    if (!isEnd || !known) return undefined;
    const exitCode = numberAt(response, 'exit_code') ?? 0;
    const reason = textAt(response, 'reason');
    return put({
      ...own,
      ready: false,
      state: { terminated: { exitCode, ...(reason !== undefined && { reason }), finishedAt: time(at) } },
    });
  }
  if (protocol !== 'CRI') return undefined;
  if (method === 'CreateContainer') {
    // Who runs is not made anew: that it ended is known by then, and how not.
    if (!isEnd) return known?.state?.running ? put({ ...own, ready: false }) : undefined;
    const counted = because?.type === 'createContainer' ? because.restartCount : undefined;
    return put({ ...own, ready: false, restartCount: counted ?? (known ? known.restartCount + 1 : 0) });
  }
  if (method !== 'StartContainer' || !isEnd) return undefined;
  const now = put({ ...own, ready: !isProbed(pod, container), state: { running: { startedAt: time(at) } } });
  return list === 'containerStatuses' ? { ...now, phase: 'Running' } : now;
}

/**
 * The statuses of the init containers, of which all before one that is worked on have ended with exit code 0
 * (computeInitContainerActions, pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37).
 */
function passedInits({ spec }: Pod, container: string, { initContainerStatuses = [] }: PodStatus): ContainerStatus[] {
  const all = spec?.initContainers ?? [];
  const place = all.findIndex(({ name }) => name === container);
  const passed = new Set(
    (place < 0 ? all : all.slice(0, place)).flatMap(({ name, restartPolicy }) =>
      restartPolicy === 'Always' ? [] : [name],
    ),
  );
  return initContainerStatuses.map((one) =>
    passed.has(one.name) && !one.state?.terminated
      ? { ...one, ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } }
      : one,
  );
}

function listOf({ spec }: Pod, container: string): StatusList {
  if (spec?.initContainers?.some(({ name }) => name === container)) return 'initContainerStatuses';
  return spec?.ephemeralContainers?.some(({ name }) => name === container)
    ? 'ephemeralContainerStatuses'
    : 'containerStatuses';
}

function inOrder(
  { spec }: Pod,
  list: StatusList,
  all: readonly ContainerStatus[],
  now: ContainerStatus,
): ContainerStatus[] {
  const specs = { initContainerStatuses: spec?.initContainers, containerStatuses: spec?.containers, ephemeralContainerStatuses: spec?.ephemeralContainers }; // prettier-ignore
  const places = new Map((specs[list] ?? []).map(({ name }, place) => [name, place]));
  const placeOf = ({ name }: ContainerStatus): number => places.get(name) ?? places.size;
  return [...all.filter(({ name }) => name !== now.name), now].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Whether it takes a probe for the container to be ready. */
function isProbed({ spec }: Pod, container: string): boolean {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].some(
    ({ name, readinessProbe, startupProbe }) =>
      name === container && (readinessProbe !== undefined || startupProbe !== undefined),
  );
}
