import type { ContainerPort, Pod } from '../../../api/types';
import type { PortMapping, Protocol } from '../../../cri/types';
import { message } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { entryOf } from '../../../entryOf';

/** TCP is the default of api.proto, and left out. */
const protocols: Readonly<Record<string, Protocol>> = { UDP: 'UDP', SCTP: 'SCTP' };

/**
 * The ports of the pod's containers (not of init containers and sidecars). A container's second port of
 * the same name, or else of the same address, protocol and number, is left out.
 * pkg/kubelet/container/helpers.go (MakePortMappings), 1.37.
 */
export function portMappings({ release }: KubeletContext, pod: Pod): PortMapping[] {
  const mappings: PortMapping[] = [];
  for (const container of pod.spec?.containers ?? []) {
    const seen = new Set<string>();
    for (const port of container.ports ?? []) {
      const key = port.name || addressKey(port, release.portsDifferByHostPort);
      if (seen.has(key)) continue;
      seen.add(key);
      mappings.push(
        message<PortMapping>({
          protocol: entryOf(protocols, port.protocol),
          container_port: port.containerPort,
          host_port: port.hostPort,
          host_ip: port.hostIP,
        }),
      );
    }
  }
  return mappings;
}

function addressKey(
  { hostIP = '', protocol = '', containerPort, hostPort = 0 }: ContainerPort,
  byHost: boolean,
): string {
  const family = hostIP === '' ? 'any' : hostIP.includes(':') ? 'v6' : 'v4';
  return byHost
    ? `${family}-${protocol}-${hostIP}:${containerPort}:${hostPort}`
    : `${family}-${protocol}:${containerPort}`;
}
