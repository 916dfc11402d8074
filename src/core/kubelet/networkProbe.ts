import type { Container, Probe } from '../api/types';
import type { ProbeResult } from './probeResults';

/**
 * What a probe over the network says where nothing listens
 * (pkg/probe/http/http.go, pkg/probe/tcp/tcp.go, pkg/probe/grpc/grpc.go, 1.37).
 */
export function networkProbe(
  container: Container,
  probe: Probe,
  podIP: string,
): { result: ProbeResult; output: string } {
  const failure = (output: string): { result: ProbeResult; output: string } => ({ result: 'Failure', output });
  if (probe.httpGet) {
    const { scheme = 'HTTP', host, path = '/', port } = probe.httpGet;
    const number = portNumber(container, port);
    if (number === undefined)
      return { result: 'Unknown', output: `couldn't find port: ${port} in container "${container.name}"` };
    const address = `${host || podIP}:${number}`;
    const url = `${scheme.toLowerCase()}://${address}${path.startsWith('/') ? path : `/${path}`}`;
    return failure(`Get "${url}": dial tcp ${address}: connect: connection refused`);
  }
  if (probe.tcpSocket) {
    const number = portNumber(container, probe.tcpSocket.port);
    return failure(`dial tcp ${probe.tcpSocket.host || podIP}:${number}: connect: connection refused`);
  }
  return failure(
    `timeout: failed to connect service "${podIP}:${probe.grpc?.port}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`,
  );
}

function portNumber(container: Container, port: string | number | undefined): number | undefined {
  if (typeof port === 'number') return port;
  const named = container.ports?.find(({ name }) => name === port)?.containerPort;
  return named ?? (/^\d+$/.test(port ?? '') ? Number(port) : undefined);
}
