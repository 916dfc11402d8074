import type { Probe } from '../../../api/types';
import type { KubeletBecause } from '../../../trace/because';
import type { ProbeKind, ProbeResult } from '../state/probeResults';

/** One attempt of a probe over the network, as the kubelet made it; a probe that runs a command is a call of the CRI. */
export interface ProbeAttempt {
  node: string;
  namespace: string;
  pod: string;
  container: string;
  kind: ProbeKind;
  /** What is asked, as the manifest has it. */
  probe: Probe;
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  result: ProbeResult;
  output: string;
  because: KubeletBecause;
}
