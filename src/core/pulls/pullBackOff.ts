import type { Moment } from '../trace/trace';

const seconds = 1000;

/** The first back-off after a failed pull, and the longest, in milliseconds (pkg/kubelet/kubelet.go, imageBackOff, 1.37). */
const first = 10 * seconds;
const longest = 300 * seconds;

/**
 * How late the kubelet may look again after a back-off is over: it syncs the pod 10 s after an error, with a jitter of a
 * half (pkg/kubelet/pod_workers.go, 1.37), and takes a moment itself.
 */
const latestSync = 16 * seconds;

/** How long the kubelet does not try, after so many failed pulls in a row, in milliseconds: 10 s, doubled up to 5 minutes. */
export function pullBackOff(failures: number): number {
  return Math.min(longest, first * 2 ** Math.min(30, Math.max(0, failures - 1)));
}

/** When the kubelet tries again that failed so often, the last time at a moment. */
export function nextTry(failures: number, { at, precision }: Moment): Moment {
  const half = latestSync / 2;
  return { at: at + pullBackOff(failures) + half, precision: precision + half };
}
