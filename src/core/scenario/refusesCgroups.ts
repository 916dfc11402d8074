import type { NodeDescription } from './scenario';

/** Whether the kubelet of a node does not start, as it refuses the node's cgroups (validation_linux.go, 1.35). */
export function refusesCgroups({ cgroups, failCgroupV1 }: Pick<NodeDescription, 'cgroups' | 'failCgroupV1'>): boolean {
  return failCgroupV1 === true && cgroups.startsWith('v1');
}
