import type { Container, Probe } from '../api/types';
import { goDuration } from './goDuration';
import { httpGetUrl, joinHostPort, resolveContainerPort } from './httpGetUrl';
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
  try {
    return { result: 'Failure', output: refusal(container, probe, podIP) };
  } catch (error) {
    return { result: 'Unknown', output: error instanceof Error ? error.message : String(error) };
  }
}

function refusal(container: Container, { httpGet, tcpSocket, grpc, timeoutSeconds = 1 }: Probe, podIP: string): string {
  if (httpGet) {
    const port = resolveContainerPort(httpGet.port, container);
    return `Get "${httpGetUrl(httpGet, container, podIP)}": ${connectionRefused(httpGet.host || podIP, port)}`;
  }
  if (tcpSocket) {
    return connectionRefused(tcpSocket.host || podIP, resolveContainerPort(tcpSocket.port, container));
  }
  const service = joinHostPort(podIP, grpc?.port ?? 0);
  return `timeout: failed to connect service "${service}" within ${goDuration(timeoutSeconds * 1000)}: context deadline exceeded`;
}

/** Go's text for an address at which nothing listens. */
export function connectionRefused(host: string, port: number): string {
  return `dial tcp ${joinHostPort(host === 'localhost' ? '127.0.0.1' : host, port)}: connect: connection refused`;
}
