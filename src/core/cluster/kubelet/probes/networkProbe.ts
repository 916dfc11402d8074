import type { Container, Probe } from '../../../api/types';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import type { SimulatedRuntime } from '../../runtime/simulatedRuntime';
import { sleep, type Task } from '../../../virtualClock';
import { goDuration } from '../../../go/goDuration';
import { httpGetUrl, joinHostPort, resolveContainerPort } from './httpGetUrl';
import type { ProbeResult } from '../state/probeResults';

/** How long an address takes to answer or to refuse. */
const networkLatencyMs = 1;

/**
 * Runs a probe over the network (pkg/probe/http/http.go, pkg/probe/tcp/tcp.go, pkg/probe/grpc/grpc.go, 1.37).
 * @param id the container's
 */
export function* networkProbe(
  runtime: SimulatedRuntime,
  id: string,
  container: Container,
  { httpGet, tcpSocket, grpc, timeoutSeconds = 1 }: Probe,
  podIP: string,
  release: KubernetesRelease,
): Task<{ result: ProbeResult; output: string }> {
  let port: number;
  let refusal: string;
  try {
    port = resolveContainerPort((httpGet ?? tcpSocket ?? grpc)?.port, container, release);
    const refused = connectionRefused((httpGet ?? tcpSocket)?.host || podIP, port);
    refusal = httpGet ? `Get "${httpGetUrl(httpGet, container, podIP, release)}": ${refused}` : refused;
  } catch (error) {
    return { result: 'Unknown', output: error instanceof Error ? error.message : String(error) };
  }
  yield* sleep(runtime.clock, networkLatencyMs);
  if (runtime.answers(id, port)) return { result: 'Success', output: '' };
  if (!grpc) return { result: 'Failure', output: refusal };
  // A gRPC client tries again until its time is over.
  yield* sleep(runtime.clock, timeoutSeconds * 1000 - networkLatencyMs);
  const output = `timeout: failed to connect service "${joinHostPort(podIP, port)}" within ${goDuration(timeoutSeconds * 1000)}: context deadline exceeded`;
  return { result: 'Failure', output };
}

/** Go's text for an address at which nothing listens. */
export function connectionRefused(host: string, port: number): string {
  return `dial tcp ${joinHostPort(host === 'localhost' ? '127.0.0.1' : host, port)}: connect: connection refused`;
}
