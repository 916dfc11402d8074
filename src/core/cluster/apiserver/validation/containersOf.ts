import type { Container, PodSpec } from '../../../api/types';

/** All of a pod's containers with their paths, as Go visits them (pkg/apis/core/pods/helpers.go VisitContainersWithPath, 1.37). */
export function containersOf(spec: PodSpec, path: string): [container: Container, path: string][] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((field) =>
    (spec[field] ?? []).map((container, i): [Container, string] => [container, `${path}.${field}[${i}]`]),
  );
}
