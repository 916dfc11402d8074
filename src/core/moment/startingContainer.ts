import type { Container, ContainerStatus, EphemeralContainer } from '../api/types';
import type { ContainerWork, PodAt } from './podAt';

/** A container at a moment, from its spec, its status and what the runtime was asked of it. */
export interface StartingContainer {
  list: 'initContainers' | 'containers' | 'ephemeralContainers';
  name: string;
  spec: Container | EphemeralContainer;
  status: ContainerStatus | undefined;
  /** What the runtime was last asked of it; undefined where nothing tells. */
  work: ContainerWork | undefined;
  isSidecar: boolean;
  /** Its process runs, as far as is known, and is not being stopped. */
  isRunning: boolean;
  /** Something was done for it already. */
  hasBegun: boolean;
  restartPolicy: string;
}

/** The containers of a pod in the order in which they start; those that were added to debug it come last. */
export function startingContainers({ pod, work }: PodAt): StartingContainer[] {
  const { spec, status } = pod ?? {};
  const of = (
    list: StartingContainer['list'],
    all: readonly (Container | EphemeralContainer)[] = [],
    statuses: readonly ContainerStatus[] = [],
  ): StartingContainer[] => {
    const byName = new Map(statuses.map((one) => [one.name, one]));
    return all.map((container) => {
      const own = byName.get(container.name);
      const did = work.get(container.name);
      const isSidecar = list === 'initContainers' && container.restartPolicy === 'Always';
      return {
        list,
        name: container.name,
        spec: container,
        status: own,
        work: did,
        isSidecar,
        isRunning:
          did === 'running' ||
          ((did === undefined || did === 'stopping') &&
            own?.state?.running !== undefined &&
            (did === undefined || own.ready)),
        hasBegun:
          did !== undefined ||
          Boolean(own?.containerID) ||
          (own?.state?.running ?? own?.state?.terminated) !== undefined,
        restartPolicy: container.restartPolicy ?? spec?.restartPolicy ?? 'Always',
      };
    });
  };
  return [
    ...of('initContainers', spec?.initContainers, status?.initContainerStatuses),
    ...of('containers', spec?.containers, status?.containerStatuses),
    ...of('ephemeralContainers', spec?.ephemeralContainers, status?.ephemeralContainerStatuses),
  ];
}

/** Whether an init container has done its work. */
export function isDone({ list, isSidecar, status, isRunning }: StartingContainer): boolean {
  return list === 'initContainers' && !isSidecar && !isRunning && status?.state?.terminated?.exitCode === 0;
}

/** Whether it has ended and is not started again: it waits for nothing. */
export function isGivenUp(one: StartingContainer): boolean {
  const { status, list, restartPolicy, isRunning, spec } = one;
  const ended = status?.state?.terminated;
  if (!ended || isRunning || isDone(one)) return isDone(one);
  if (list === 'ephemeralContainers') return true;
  const rule = spec.restartPolicyRules?.find(({ exitCodes }) => {
    const isIn = exitCodes?.values?.includes(ended.exitCode) ?? false;
    return exitCodes?.operator === 'NotIn' ? !isIn : isIn;
  });
  if (rule) return false;
  return restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && ended.exitCode === 0);
}
