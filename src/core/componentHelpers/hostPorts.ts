import type { Pod } from '../api/types';

/** A port of the node that a container takes. */
export interface HostPort {
  ip: string;
  protocol: string;
  port: number;
}

const anyAddress = '0.0.0.0';

/** The node's ports that a pod takes: its containers' and its sidecars' (pkg/scheduler/util/utils.go GetHostPorts, 1.37). */
export function hostPortsOf({ spec }: Pod): HostPort[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports: HostPort[] = [];
  for (const container of [...(spec?.containers ?? []), ...sidecars]) {
    for (const { hostPort, hostIP, protocol } of container.ports ?? []) {
      if (hostPort) ports.push({ ip: hostIP || anyAddress, protocol: protocol || 'TCP', port: hostPort });
    }
  }
  return ports;
}

/** Whether two can not have their ports on one node: an address for all takes them all. */
export function portsConflict(wanted: readonly HostPort[], taken: readonly HostPort[]): boolean {
  return wanted.some((one) =>
    taken.some(
      (other) =>
        one.port === other.port &&
        one.protocol === other.protocol &&
        (one.ip === other.ip || one.ip === anyAddress || other.ip === anyAddress),
    ),
  );
}
