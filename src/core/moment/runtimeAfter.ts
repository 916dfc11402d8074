import { momentOf } from '../trace/eventTimes';
import { textAt } from '../trace/payload';
import type { Message } from '../trace/trace';
import type { ContainerWork, PodAt, Sandbox } from './podAt';

/** What a call of the runtime makes of a container, while it is under way and when it has ended; what is removed is a run before. */
const works: ReadonlyMap<
  string,
  readonly [during: ContainerWork, done: ContainerWork, failed: ContainerWork | undefined]
> = new Map([
  ['PullImage', ['pulling', 'pulled', 'pullFailed']],
  ['CreateContainer', ['creating', 'created', undefined]],
  ['StartContainer', ['starting', 'running', 'created']],
  ['StopContainer', ['stopping', 'ended', undefined]],
]);

/** With which a next run has begun: a process that ends then is of the run before. */
const beforeRun: ReadonlySet<ContainerWork | undefined> = new Set([
  'pulling',
  'pullFailed',
  'pulled',
  'creating',
  'created',
]);

const sandboxes: ReadonlyMap<string, readonly [during: Sandbox['state'] | undefined, done: Sandbox['state']]> = new Map(
  [
    ['RunPodSandbox', ['making', 'ready']],
    ['StopPodSandbox', [undefined, 'stopped']],
    ['RemovePodSandbox', [undefined, 'removed']],
  ],
);

/** A pod after a call of its runtime began or ended. */
export function runtimeAfter(was: PodAt, message: Message, isEnd: boolean): PodAt {
  const { method, protocol, outcome, response, subject } = message;
  if (protocol === 'CNI')
    return isEnd && outcome.ok ? withIp(was, textAt(response, 'ips', '0', 'address') ?? textAt(response, 'ip')) : was;
  if (protocol === 'process') {
    const of = subject?.container;
    return of === undefined || beforeRun.has(was.work.get(of)) ? was : withWork(was, of, 'ended');
  }
  if (protocol !== 'CRI') return was;
  const sandbox = sandboxes.get(method);
  if (sandbox) return { ...was, ...sandboxAfter(was.sandbox, message, isEnd, sandbox) };
  if (method === 'PodSandboxStatus')
    return isEnd && outcome.ok ? withIp(was, textAt(response, 'status', 'network', 'ip')) : was;
  const container = subject?.container;
  if (container === undefined) return was;
  if (isToldBefore(was, container, message)) return was;
  if (method === 'ImageStatus')
    return isEnd && isImageThere(was, container, message) ? withWork(was, container, 'pulled') : was;
  const work = workAfter(was.work.get(container), message, isEnd);
  return work === undefined ? was : withWork(was, container, work);
}

function withWork(was: PodAt, container: string, work: ContainerWork): PodAt {
  return work === was.work.get(container) ? was : { ...was, work: new Map([...was.work, [container, work]]) };
}

/** Whether the kubelet finds the container's own image on the node, which it asks for before it creates the container. */
function isImageThere({ pod, work }: PodAt, container: string, { request, response }: Message): boolean {
  const { initContainers = [], containers = [] } = pod?.spec ?? {};
  const own = [...initContainers, ...containers].find(({ name }) => name === container)?.image;
  const did = work.get(container);
  return (
    (did === undefined || did === 'ended') &&
    own !== undefined &&
    own === textAt(request, 'image', 'image') &&
    textAt(response, 'image', 'id') !== undefined
  );
}

/** The calls of a run. */
const ofRun = new Set(['PullImage', 'CreateContainer', 'StartContainer']);

/**
 * Whether its status told before of a run that began after this call: when the call was made is known less well.
 */
function isToldBefore({ pod, work }: PodAt, container: string, { method, source, start, end }: Message): boolean {
  const at = start ?? end;
  if (source === 'simulated' || !at || !ofRun.has(method)) return false;
  const { initContainerStatuses = [], containerStatuses = [] } = pod?.status ?? {};
  const state = [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === container)?.state;
  const startedAt = (state?.running ?? state?.terminated)?.startedAt;
  const told = startedAt ? momentOf(startedAt) : undefined;
  // That a run has ended is told before its status is: then another one begins.
  const isOver = work.get(container) === 'ended' && !state?.terminated;
  return !isOver && told !== undefined && told.at + told.precision >= at.at - at.precision;
}

function workAfter(was: ContainerWork | undefined, message: Message, isEnd: boolean): ContainerWork | undefined {
  const { method, outcome, response } = message;
  if (method === 'ContainerStatus')
    return isEnd && textAt(response, 'status', 'state') === 'CONTAINER_EXITED' && was === 'running' ? 'ended' : was;
  const work = works.get(method);
  if (!work) return was;
  const [during, done, failed] = work;
  return isEnd ? (outcome.ok ? done : (failed ?? was)) : during;
}

function sandboxAfter(
  was: Sandbox | undefined,
  { outcome, response, method }: Message,
  isEnd: boolean,
  [during, done]: readonly [Sandbox['state'] | undefined, Sandbox['state']],
): { sandbox?: Sandbox } {
  if (!isEnd) return during ? { sandbox: { state: during } } : was ? { sandbox: was } : {};
  if (!outcome.ok) return method === 'RunPodSandbox' ? { sandbox: { state: 'failed' } } : was ? { sandbox: was } : {};
  const id = textAt(response, 'pod_sandbox_id') ?? was?.id;
  const ip = done === 'ready' ? was?.ip : undefined;
  return { sandbox: { state: done, ...(id !== undefined && { id }), ...(ip !== undefined && { ip }) } };
}

function withIp(was: PodAt, ip: string | undefined): PodAt {
  if (ip === undefined || !was.sandbox || was.sandbox.ip === ip) return was;
  return { ...was, sandbox: { ...was.sandbox, ip } };
}
