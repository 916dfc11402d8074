import type { Probe } from '../api/types';

/** What of a probe decides about time; seconds and counts. */
export interface ProbeTimes {
  readonly delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
  readonly successes: number;
}

/** A probe's times, with the API server's defaults for what it leaves out or gives as 0 (pkg/apis/core/v1/defaults.go SetDefaults_Probe, 1.37). */
export function probeTimes(probe: Probe): ProbeTimes {
  return {
    delay: Math.max(0, probe.initialDelaySeconds ?? 0),
    period: positive(probe.periodSeconds, 10),
    timeout: positive(probe.timeoutSeconds, 1),
    failures: positive(probe.failureThreshold, 3),
    successes: positive(probe.successThreshold, 1),
  };
}

function positive(value: number | undefined, otherwise: number): number {
  return value !== undefined && value > 0 ? value : otherwise;
}
