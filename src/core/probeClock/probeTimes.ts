import type { Container, Probe } from '../api/types';
import { resolveContainerPort } from '../cluster/kubelet/probes/httpGetUrl';

/** What of a probe decides about time; seconds and counts. */
export interface ProbeTimes {
  readonly delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
  readonly successes: number;
  /** How long an attempt may take that fails, in seconds; 0 where it fails at once. */
  readonly failing: number;
  /** Whether each attempt ends in an error: the kubelet throws it away, as neither a success nor a failure. */
  readonly errs: boolean;
}

/**
 * A probe's times, with the API server's defaults for what it leaves out or gives as 0 (pkg/apis/core/v1/defaults.go
 * SetDefaults_Probe, 1.37). Without its container, the port that it names is taken to be there.
 */
export function probeTimes(probe: Probe, container?: Pick<Container, 'ports'>): ProbeTimes {
  const timeout = positive(probe.timeoutSeconds, 1);
  return {
    delay: Math.max(0, probe.initialDelaySeconds ?? 0),
    period: positive(probe.periodSeconds, 10),
    timeout,
    failures: positive(probe.failureThreshold, 3),
    successes: positive(probe.successThreshold, 1),
    // Where nothing listens, gRPC dials again and again until its time is over (pkg/probe/grpc/grpc.go Probe, WithBlock).
    failing: probe.grpc ? timeout : 0,
    errs: container !== undefined && hasStrangePort(probe, container),
  };
}

/** Seconds from one attempt to the next one, where they fail. */
export function failingPeriod({ period, failing }: ProbeTimes): number {
  return Math.max(period, failing);
}

/** Whether it asks for a port by a name that its container gives none (pkg/kubelet/prober/prober.go runProbe, 1.37). */
function hasStrangePort({ httpGet, tcpSocket }: Probe, container: Pick<Container, 'ports'>): boolean {
  const port = (httpGet ?? tcpSocket)?.port;
  if (typeof port !== 'string') return false;
  try {
    resolveContainerPort(port, container);
    return false;
  } catch {
    return true;
  }
}

function positive(value: number | undefined, otherwise: number): number {
  return value !== undefined && value > 0 ? value : otherwise;
}
