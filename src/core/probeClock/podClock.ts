import type { Container, Pod } from '../api/types';
import { isRestartableInitContainer } from '../cluster/kubelet/state/containerRestart';
import type { KubernetesRelease } from '../release/kubernetesRelease';
import type { ClockedContainer } from './clockedContainer';
import { containerClock, type ContainerClock } from './containerClock';
import { probeTimes } from './probeTimes';

/** A container with what its clock depends on. */
export interface PodContainer {
  readonly container: Container;
  readonly isSidecar: boolean;
  readonly clocked: ClockedContainer;
}

/**
 * The clocks of a pod's sidecars and containers, each in seconds from its own start, given that their probes fail until
 * `answers` seconds after it and then succeed (Infinity for never). Init containers that end have no probes and no clock.
 * The pod's spec is as the API server stores it, or as it is written.
 */
export function podClock(
  pod: Pod,
  answers: number,
  release: KubernetesRelease,
): (PodContainer & { readonly clock: ContainerClock })[] {
  return clockedContainers(pod).map((each) => ({ ...each, clock: containerClock(each.clocked, answers, release) }));
}

/** The sidecars and containers of a pod, in the order in which they start. */
export function clockedContainers({ spec }: Pod): PodContainer[] {
  const sidecars = (spec?.initContainers ?? []).filter(isRestartableInitContainer);
  const containers = spec?.containers ?? [];
  const all = [...sidecars, ...containers];
  const hasGates = (spec?.readinessGates ?? []).length > 0;
  const probed = all.filter(hasProbes).length;
  const seconds = sum(all.map(hookSeconds));
  let heldBehind = sum(containers.map(postStartSeconds));
  return all.map((container, i) => {
    const isSidecar = i < sidecars.length;
    // A sync starts one init container, and all containers one after the other.
    const heldSeconds = isSidecar ? postStartSeconds(container) : heldBehind;
    if (!isSidecar) heldBehind -= postStartSeconds(container);
    // What starts after a sidecar makes syncs whenever it comes; a container without probes only when all start.
    const isAlone = !hasGates && (isSidecar ? all.length === 1 : probed === (hasProbes(container) ? 1 : 0));
    const { startupProbe, readinessProbe, livenessProbe } = container;
    return {
      container,
      isSidecar,
      clocked: {
        ...(startupProbe && { startup: probeTimes(startupProbe, container) }),
        ...(readinessProbe && { readiness: probeTimes(readinessProbe, container) }),
        ...(livenessProbe && { liveness: probeTimes(livenessProbe, container) }),
        heldSeconds,
        othersSeconds: isAlone ? 0 : seconds - hookSeconds(container),
        isAlone,
      },
    };
  });
}

function hasProbes({ startupProbe, readinessProbe, livenessProbe }: Container): boolean {
  return (startupProbe ?? readinessProbe ?? livenessProbe) !== undefined;
}

function postStartSeconds({ lifecycle }: Container): number {
  return Math.max(0, lifecycle?.postStart?.sleep?.seconds ?? 0);
}

/** How long a container's hooks sleep, the longer of both. */
function hookSeconds(container: Container): number {
  return Math.max(postStartSeconds(container), container.lifecycle?.preStop?.sleep?.seconds ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
