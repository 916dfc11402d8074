import type { ContainerStatus, Pod } from '../../api/types';
import { both, type Interval } from '../evidence/interval';
import type { ObservedCall } from '../evidence/observedCall';

/** The calls of one container in the order in which the kubelet makes them. */
const steps = ['PullImage', 'CreateContainer', 'StartContainer'];

/**
 * The calls of a pod, each no later than what needs it and no earlier than what it needs: the sandbox, the image volumes,
 * the init containers one after the other, all others; of each container the pull, its creation, its start (`SyncPod`,
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go, the same in 1.18 and in 1.37). Where the evidence contradicts that,
 * the evidence stays as it is.
 */
export function inTurn(pod: Pod, calls: readonly ObservedCall[]): ObservedCall[] {
  const turned = [...calls];
  const stages = stagesOf(pod, calls);
  const narrow = (at: number, limits: Partial<Interval>): ObservedCall | undefined => {
    const call = turned[at];
    if (call) turned[at] = narrowed(call, { earliest: -Infinity, latest: Infinity, ...limits });
    return turned[at];
  };
  let latest = Infinity;
  for (const { own, isOnce, goesOn } of [...stages].reverse()) {
    let next = goesOn ? latest : Infinity;
    for (const at of [...own].reverse()) {
      const call = isOnce ? narrow(at, { latest: next }) : turned[at];
      next = Math.min(next, call?.start?.latest ?? call?.end?.latest ?? Infinity);
      latest = Math.min(latest, next);
    }
  }
  let earliest = -Infinity;
  for (const { own, isOnce, goesOn, endedFrom } of stages) {
    if (!isOnce) continue;
    let since = earliest;
    for (const at of own) {
      const call = narrow(at, { earliest: since });
      since = Math.max(since, call?.end?.earliest ?? call?.start?.earliest ?? -Infinity);
    }
    if (goesOn) earliest = Math.max(since, endedFrom);
  }
  return turned;
}

interface Stage {
  /** The places of its first calls, in their order. */
  own: readonly number[];
  /** What is known first is what happened first: nothing of it was done again. */
  isOnce: boolean;
  /** What comes in later stages waits for it. */
  goesOn: boolean;
  /** When its process had ended, at the earliest. */
  endedFrom: number;
}

/** The sandbox and each container, in the order in which they may be started. */
function stagesOf({ spec, status }: Pod, calls: readonly ObservedCall[]): Stage[] {
  const placesOf = (container: string | undefined, methods: readonly string[]): number[] =>
    methods.flatMap((method) => {
      const places = [...calls.keys()].filter((at) => {
        const call = calls[at];
        return call?.method === method && call.container === container && call.outcome.ok;
      });
      return places.sort((a, b) => timeOf(calls[a]) - timeOf(calls[b]))[0] ?? [];
    });
  const containers = (
    named: readonly { name: string; restartPolicy?: string }[] = [],
    statuses: readonly ContainerStatus[] = [],
    goesOn: boolean,
  ) =>
    // prettier-ignore
    named.map(({ name, restartPolicy }): Stage => {
      const of = statuses.find((one) => one.name === name);
      const isOnce = (of?.restartCount ?? 0) === 0;
      const { exitCode, finishedAt } = of?.state?.terminated ?? {};
      // Nothing waits for a sidecar's end.
      const isDone = exitCode === 0 && restartPolicy !== 'Always' && Date.parse(finishedAt ?? '') > 0;
      const endedFrom = isDone ? Date.parse(finishedAt ?? '') : -Infinity;
      return { own: placesOf(name, steps), isOnce, goesOn: goesOn && isOnce, endedFrom };
    });
  const { initContainers, containers: apps, ephemeralContainers } = spec ?? {};
  const sandbox = { own: placesOf(undefined, ['RunPodSandbox']), isOnce: true, goesOn: true, endedFrom: -Infinity };
  const volumes = { own: placesOf('', ['PullImage']), isOnce: true, goesOn: false, endedFrom: -Infinity };
  return [
    sandbox,
    volumes,
    ...containers(initContainers, status?.initContainerStatuses, true),
    ...containers(apps, status?.containerStatuses, false),
    ...containers(ephemeralContainers, status?.ephemeralContainerStatuses, false),
  ];
}

function timeOf(call: ObservedCall | undefined): number {
  return call?.start?.latest ?? call?.end?.latest ?? Infinity;
}

function narrowed(call: ObservedCall, limits: Interval): ObservedCall {
  const start = call.start && both(call.start, limits);
  const end = call.end && both(call.end, limits);
  const within = start && end ? { start: both(start, { earliest: -Infinity, latest: end.latest }), end } : undefined;
  return { ...call, ...(start && { start }), ...(end && { end }), ...within };
}
