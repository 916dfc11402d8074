import type { Container, ContainerStatus, EphemeralContainer } from '../api/types';
import type { PodAt } from './podAt';

/** A container at a moment: its state, and what it waits for; '' where it waits for nothing. */
export interface ContainerAt {
  name: string;
  state: string;
  waitsFor: string;
}

/** The containers of a pod in the order in which they start, as the API server and the runtime have them. */
export function containersAt(at: PodAt): ContainerAt[] {
  const { spec, status } = at.pod ?? {};
  const init = spec?.initContainers ?? [];
  const statuses = new Map(
    [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
      ...(status?.ephemeralContainerStatuses ?? []),
    ].map((one) => [one.name, one]),
  );
  const told = (container: Container | EphemeralContainer, before: Container | undefined): ContainerAt => {
    const own = statuses.get(container.name);
    return {
      name: container.name,
      state: stateText(own, at, container.name),
      waitsFor: waitText(at, container, own, before),
    };
  };
  const inOrder = [...init, ...(spec?.containers ?? [])].map((container, index) =>
    told(
      container,
      init.slice(0, Math.min(index, init.length)).find((one) => !isPast(one, statuses.get(one.name))),
    ),
  );
  // Those that were added to debug the pod wait for no other one.
  return [...inOrder, ...(spec?.ephemeralContainers ?? []).map((container) => told(container, undefined))];
}

/** Whether the containers that come after an init container may start. */
function isPast({ restartPolicy }: Container, status: ContainerStatus | undefined): boolean {
  return restartPolicy === 'Always' ? status?.started === true : status?.state?.terminated?.exitCode === 0;
}

function stateText(status: ContainerStatus | undefined, { work, isInferred }: PodAt, name: string): string {
  const { running, terminated, waiting } = status?.state ?? {};
  const restarts = restartText(status?.restartCount ?? 0);
  if (isInferred && running) return `running, ${status?.ready ? 'ready' : 'not known to be ready'}${restarts}`;
  if (isInferred && status && !terminated) return `not running${restarts}`;
  if (running && work.get(name) === 'ended') return 'ended; the status does not say so yet';
  if (running) return `running, ${status?.ready ? 'ready' : 'not ready'}${restarts}`;
  if (work.get(name) === 'running') return 'running; the status does not say so yet';
  if (terminated)
    return `ended with exit code ${terminated.exitCode} (${terminated.reason ?? 'no reason given'})${restarts}`;
  if (waiting) return `waiting (${waiting.reason ?? 'no reason given'})${restarts}`;
  return 'no state yet';
}

function restartText(count: number): string {
  return count === 0 ? '' : count === 1 ? ', restarted once' : `, restarted ${count} times`;
}

/** What the runtime is doing for a container, or has done, and what comes next. */
const next = {
  pulling: 'its image, which is being pulled',
  pullFailed: 'its image, which could not be pulled',
  pulled: 'the runtime to create it',
  creating: 'the runtime, which is creating it',
  created: 'the runtime to start it',
  starting: 'the runtime, which is starting it',
} as const;

function waitText(
  at: PodAt,
  container: Container | EphemeralContainer,
  status: ContainerStatus | undefined,
  before: Container | undefined,
): string {
  const { pod, sandbox, work, isDeleted } = at;
  const phase = pod?.status?.phase;
  const own = work.get(container.name);
  const isWaiting = own !== 'running' && own !== 'stopping' && !status?.state?.running;
  if (own === 'ended' && status?.state?.running) return 'the kubelet to see that it has ended';
  if (isDeleted || phase === 'Succeeded' || phase === 'Failed') return '';
  // What its probes say, nobody tells.
  if (!isWaiting && at.isInferred) return '';
  if (!isWaiting) return status && status.state?.running && own !== 'stopping' ? readinessText(container, status) : '';
  if (!pod?.spec?.nodeName) return 'a node';
  if (!sandbox || sandbox.state === 'removed' || sandbox.state === 'stopped')
    return "the pod's volumes and its sandbox";
  if (sandbox.state === 'making') return "the pod's sandbox, which is being made";
  if (sandbox.state === 'failed') return "the pod's sandbox, which could not be made";
  if (before) return `${before.restartPolicy === 'Always' ? 'sidecar' : 'init container'} ${before.name}`;
  const { waiting, terminated } = status?.state ?? {};
  if (own !== undefined && own !== 'ended' && own in next && own !== 'pullFailed')
    return next[own as keyof typeof next];
  if (waiting?.reason?.endsWith('BackOff'))
    return `the end of the back-off${waiting.message ? `: ${waiting.message}` : ''}`;
  if (own === 'pullFailed') return next.pullFailed;
  if (terminated || own === 'ended') return '';
  return waiting?.message ?? 'the kubelet to come to it';
}

function readinessText(
  { startupProbe, readinessProbe }: Pick<Container, 'startupProbe' | 'readinessProbe'>,
  { started, ready }: ContainerStatus,
): string {
  if (startupProbe && started !== true) return 'its startup probe to succeed';
  return readinessProbe && !ready ? 'its readiness probe to succeed' : '';
}
