import type { Container, EphemeralContainer, ObjectMeta, PodSpec } from '../../../../api/types';

/** What a check finds wrong: `privileged` and `container "app" must not set …`. */
export interface Violation {
  reason: string;
  detail: string;
}

export type CheckPod = (spec: PodSpec, metadata: ObjectMeta) => Violation | undefined;

/** A check of one level, from the minor version on where it is stated (k8s.io/pod-security-admission/policy, 0.37). */
export interface Check {
  /** Checks run in the order of their ids, the baseline's before the restricted's. */
  id: string;
  level: 'baseline' | 'restricted';
  /** The versions of the check, oldest first: the minor release from which each holds. */
  versions: readonly { from: number; check: CheckPod }[];
  /** Baseline checks that this one stands for. */
  overrides?: string;
}

/** Every container, as the checks visit them. */
export function containersOf(spec: PodSpec): (Container | EphemeralContainer)[] {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
}

export function joinQuote(items: readonly string[]): string {
  return items.length === 0 ? '' : `"${items.join('", "')}"`;
}

/** The items once each, in order. */
export function sortedSet(items: Iterable<string>): string[] {
  return [...new Set(items)].sort();
}

/** `container "a"`, `containers "a", "b"`. */
export function containersText(names: readonly string[]): string {
  return `${names.length === 1 ? 'container' : 'containers'} ${joinQuote(names)}`;
}

/** The names of the containers that the test fits. */
export function namesOf(spec: PodSpec, test: (container: Container | EphemeralContainer) => boolean): string[] {
  return containersOf(spec)
    .filter(test)
    .map(({ name }) => name);
}

/** `pod and container "app"`: who sets what must not be set. */
export function setters(pod: boolean, containers: readonly string[]): string {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [containersText(containers)] : [])].join(' and ');
}

export function isWindows(spec: PodSpec): boolean {
  return spec.os?.name === 'windows';
}

/** In a user namespace the users of the pod are nobody on the node. */
export function inUserNamespace(spec: PodSpec): boolean {
  return spec.hostUsers === false;
}
