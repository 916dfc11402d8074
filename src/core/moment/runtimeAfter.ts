import { textAt } from '../trace/payload';
import type { Message } from '../trace/trace';
import type { ContainerWork, PodAt, Sandbox } from './podAt';

/** What a call of the runtime makes of a container, while it is under way and when it has ended. */
const works: ReadonlyMap<
  string,
  readonly [during: ContainerWork, done: ContainerWork, failed: ContainerWork | undefined]
> = new Map([
  ['PullImage', ['pulling', 'pulled', 'pullFailed']],
  ['CreateContainer', ['creating', 'created', undefined]],
  ['StartContainer', ['starting', 'running', 'created']],
  ['StopContainer', ['stopping', 'ended', undefined]],
  ['RemoveContainer', ['ended', 'ended', undefined]],
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
  if (protocol === 'process')
    return subject?.container === undefined
      ? was
      : { ...was, work: new Map([...was.work, [subject.container, 'ended']]) };
  if (protocol !== 'CRI') return was;
  const sandbox = sandboxes.get(method);
  if (sandbox) return { ...was, ...sandboxAfter(was.sandbox, message, isEnd, sandbox) };
  if (method === 'PodSandboxStatus')
    return isEnd && outcome.ok ? withIp(was, textAt(response, 'status', 'network', 'ip')) : was;
  const container = subject?.container;
  if (container === undefined) return was;
  const work = workAfter(was.work.get(container), message, isEnd);
  return work === undefined || work === was.work.get(container)
    ? was
    : { ...was, work: new Map([...was.work, [container, work]]) };
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
