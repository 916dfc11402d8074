import type { Pod, PodStatus } from '../api/types';
import { time } from '../api/timestamps';
import { textAt } from '../trace/payload';
import { valueAt } from '../path';
import type { Message } from '../trace/trace';
import type { UnseenPod } from './inferredStatus';
import type { ContainerWork, PodAt } from './podAt';

/** What a trace knows of its pods beside its messages. */
export interface KnownPods {
  /** The pods at the trace's end, by namespace and name: several where one had the name after the other. */
  view: ReadonlyMap<string, readonly Pod[]>;
  /** Those that a kubelet takes away in the end, by namespace and name. */
  takenAway: ReadonlySet<string>;
  /** Those whose status was not observed yet, by namespace and name. */
  unseen: Map<string, UnseenPod>;
  /** How many pods of a name were made so far, by namespace and name. */
  made: Map<string, number>;
}

/** A pod after a call of the API server has succeeded. `at`: milliseconds since the epoch. */
export function podAfter(was: PodAt, message: Message, at: number, known: KnownPods): PodAt {
  const { method, request, response, from } = message;
  const path = method.slice(method.indexOf(' ') + 1);
  const answered = podIn(response);
  if (method.startsWith('WATCH DELETED')) return { ...was, isDeleted: true };
  if (method.startsWith('POST') && path.endsWith('/pods')) {
    const pod = answered ?? newPod(message, known);
    return { work: new Map(), ...(pod && { pod }) };
  }
  if (path.endsWith('/binding')) {
    if (answered) return { ...was, pod: newest(was.pod, answered) };
    const node = textAt(request, 'target', 'name');
    return was.pod && node !== undefined ? { ...was, pod: boundTo(was.pod, node) } : was;
  }
  if (method.startsWith('WATCH')) return answered ? { ...was, pod: newest(was.pod, answered) } : was;
  if (!was.pod) return was;
  const { pod } = was;
  if (/\/pods\/[^/]+\/status$/.test(path) && typeof request === 'object' && request !== null) {
    // Only the kubelet of its node writes of a pod that it runs, whether the binding was seen or not.
    const node = from === 'kubelet' ? (pod.spec?.nodeName ?? viewed(message, known)?.spec?.nodeName) : undefined;
    const { isInferred: _unseen, ...seen } = was;
    return {
      ...seen,
      work: workBy(was, request),
      pod: { ...pod, status: request, ...(node !== undefined && { spec: { ...pod.spec!, nodeName: node } }) },
    };
  }
  if (/\/pods\/[^/]+$/.test(path)) {
    if (method.startsWith('DELETE')) return deleted(was, pod, message, at, known);
    const finalizers = valueAt(request, ['metadata', 'finalizers']);
    if (Array.isArray(finalizers)) return withFinalizers(was, pod, finalizers as string[]);
  }
  return was;
}

/** A status that tells of a new run tells that a start has ended of which nobody saw the end; of an end it tells the same. */
function workBy(
  { pod, work }: PodAt,
  { initContainerStatuses = [], containerStatuses = [] }: PodStatus,
): PodAt['work'] {
  const { initContainerStatuses: inits = [], containerStatuses: others = [] } = pod?.status ?? {};
  const before = new Map([...inits, ...others].map((one) => [one.name, one]));
  const told = [...initContainerStatuses, ...containerStatuses].flatMap(
    ({ name, state, restartCount }): [string, ContainerWork][] => {
      const [{ state: was, restartCount: runs = 0 } = {}, did] = [before.get(name), work.get(name) ?? ''];
      const isNewRun = state?.running?.startedAt !== undefined && state.running.startedAt !== was?.running?.startedAt;
      const isNewEnd =
        state?.terminated?.finishedAt !== undefined && state.terminated.finishedAt !== was?.terminated?.finishedAt;
      // One that has ended is of the run before where another one is counted.
      const isLater = did === 'ended' && restartCount > runs;
      if (isNewRun && (isLater || /^(?:pull|creat|start)/.test(did))) return [[name, 'running']];
      return isNewEnd && did === 'running' ? [[name, 'ended']] : [];
    },
  );
  return told.length === 0 ? work : new Map([...work, ...told]);
}

function podIn(value: unknown): Pod | undefined {
  return typeof value === 'object' && value !== null && 'spec' in value && 'metadata' in value
    ? (value as Pod)
    : undefined;
}

/** News that come late bring nothing back: the status that the kubelet wrote since stays. */
function newest(known: Pod | undefined, heard: Pod): Pod {
  const [old, young] = [known, heard].map((pod) => Number(pod?.metadata?.resourceVersion ?? 0));
  return known && old !== undefined && young !== undefined && old > young ? known : heard;
}

/**
 * A pod whose creation was seen, and not its answer: what is the same as long as it lives is read from how it stands at
 * the end. The API server stores each new pod as Pending (pkg/registry/core/pod/strategy.go PrepareForCreate, 1.37).
 */
function newPod(message: Message, known: KnownPods): Pod | undefined {
  const key = keyOf(message);
  known.made.set(key, (known.made.get(key) ?? 0) + 1);
  const last = viewed(message, known);
  if (!last?.spec) return undefined;
  const { deletionTimestamp: _gone, deletionGracePeriodSeconds: _grace, ...metadata } = last.metadata ?? {};
  const { nodeName, ...written } = last.spec;
  // What no scheduler said that it chose, the pod was written with.
  const isChosen = last.status?.conditions?.some(({ type }) => type === 'PodScheduled') ?? false;
  const spec = { ...written, ...(!isChosen && nodeName !== undefined && { nodeName }) };
  // applySchedulingGatedCondition there.
  const isGated = (spec.schedulingGates?.length ?? 0) > 0;
  const gated = { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' };
  return { ...last, metadata, spec, status: { phase: 'Pending', ...(isGated && { conditions: [gated] }) } };
}

/** The pod of a message as it stands at the trace's end: of several of a name, in the order in which they were made. */
function viewed(message: Message, { view, made }: KnownPods): Pod | undefined {
  const key = keyOf(message);
  const all = view.get(key) ?? [];
  return all[(made.get(key) ?? 1) - 1] ?? all.at(-1);
}

function keyOf({ subject }: Message): string {
  return `${subject?.namespace}/${subject?.pod}`;
}

/** pkg/registry/core/pod/storage/storage.go assignPod, 1.37. */
function boundTo(pod: Pod, nodeName: string): Pod {
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  return {
    ...pod,
    spec: { ...pod.spec!, nodeName },
    status: { ...pod.status, conditions: [...conditions, { type: 'PodScheduled', status: 'True' }] },
  };
}

/**
 * A pod that runs on a node ends first, and its kubelet takes it away; any other is gone at once, unless finalizers hold
 * it (pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.37). One that nobody takes away later, and that is not
 * there in the end, was deleted without grace.
 */
function deleted(was: PodAt, pod: Pod, message: Message, at: number, { takenAway, view }: KnownPods): PodAt {
  const key = keyOf(message);
  const { phase } = pod.status ?? {};
  const isLeft = (view.get(key) ?? []).some(({ metadata }) => metadata?.uid === pod.metadata?.uid);
  const isAtOnce =
    message.from === 'kubelet' ||
    !pod.spec?.nodeName ||
    phase === 'Succeeded' ||
    phase === 'Failed' ||
    (!takenAway.has(key) && !isLeft);
  if (isAtOnce && !pod.metadata?.finalizers?.length) return { ...was, isDeleted: true };
  const grace = isAtOnce ? 0 : (pod.spec?.terminationGracePeriodSeconds ?? 30);
  const deletionTimestamp = pod.metadata?.deletionTimestamp ?? time(at + grace * 1000);
  const metadata = { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace };
  return { ...was, pod: { ...pod, metadata } };
}

/** A pod that only its finalizers held is gone with the last of them. */
function withFinalizers(was: PodAt, pod: Pod, finalizers: string[]): PodAt {
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata ?? {};
  if (finalizers.length === 0 && deletionTimestamp && !deletionGracePeriodSeconds) return { ...was, isDeleted: true };
  return { ...was, pod: { ...pod, metadata: { ...pod.metadata, finalizers } } };
}
