import type { Pod } from '../../../api/types';
import type { NodeDescription } from '../../../scenario/scenario';
import { podQosClass } from '../../../componentHelpers/podQosClass';

/** What the node's `cgroups` says. */
export interface Cgroups {
  version: 1 | 2;
  driver: 'systemd' | 'cgroupfs';
  /** Each pod has a cgroup of its own under that of its QoS class. */
  perQos: boolean;
  /** Containers' swap can be limited: always on v1, on v2 where the description names a swap controller. */
  swap: boolean;
}

const parsed = new Map<string, Cgroups>();

/** Reads a description such as `v2, systemd driver, swap controller` or `v1, cgroupfs driver, cgroupsPerQOS off`. */
export function cgroupsOf(node: NodeDescription): Cgroups {
  let cgroups = parsed.get(node.cgroups);
  if (!cgroups) {
    const version = /\bv1\b/.test(node.cgroups) ? 1 : 2;
    cgroups = {
      version,
      driver: /cgroupfs/.test(node.cgroups) ? 'cgroupfs' : 'systemd',
      perQos: !/cgroupsPerQOS off/i.test(node.cgroups),
      swap: version === 1 ? !/no swap/.test(node.cgroups) : /(?<!no )swap/.test(node.cgroups),
    };
    if (parsed.size > 100) parsed.clear();
    parsed.set(node.cgroups, cgroups);
  }
  return cgroups;
}

/**
 * The cgroup under which the runtime puts the pod's containers; '' where pods have none of their own.
 * pkg/kubelet/cm/pod_container_manager_linux.go and cgroup_manager_linux.go, 1.37.
 */
export function cgroupParent(node: NodeDescription, pod: Pod): string {
  const { perQos, driver } = cgroupsOf(node);
  if (!perQos) return '';
  const qos = podQosClass(pod);
  const names = ['kubepods', ...(qos === 'Guaranteed' ? [] : [qos.toLowerCase()]), `pod${pod.metadata?.uid ?? ''}`];
  if (driver === 'cgroupfs') return `/${names.join('/')}`;
  // A slice's name holds those of the slices around it, so a dash inside a name must go.
  let slice = '';
  let path = '';
  for (const name of names) {
    slice += `${slice ? '-' : ''}${name.replaceAll('-', '_')}`;
    path += `/${slice}.slice`;
  }
  return path;
}
