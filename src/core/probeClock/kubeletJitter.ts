import type { KubernetesRelease } from '../release/kubernetesRelease';

/** How long the kubelet's own machinery takes at most, in seconds. Time for work, as opposed to jitter, is an allowance. */

/** The PLEG lists what runs once a second, and a sync waits for a list that is newer than the sync before (pkg/kubelet/kubelet.go genericPlegRelistPeriod, 1.37). */
export const relistSeconds = 1;
/** For the work of a list, a sync and a probe. */
export const workSeconds = 0.25;
/**
 * For a status on its way to the API server, which the kubelet tells of one pod after the other, and from there to whoever
 * watches; with it the sync that comes within a second where one that was at work has written over a probe's result.
 */
export const reportSeconds = 2;
/** How long a sync waits that is asked for right after another one. */
export const nextSyncSeconds = relistSeconds + workSeconds;
/**
 * How many syncs follow closely on the one that sees a container run, or started: one for the second of several reasons that
 * came at once, one for the first result of its probe. Each probes readiness at once.
 */
export const closeSyncs = 2;
/** A pod is synced anew this long after the last sync, at the earliest (pkg/kubelet/pod_workers.go completeWork, 1.37). */
export const resyncSeconds = 60;
/** As the status keeps no fractions of a second, a container is up to a second older for its probes than it is (pkg/kubelet/status/status_manager.go normalizeStatus, 1.37). */
export const truncatedSeconds = 1;
/** From the start that the runtime notes to its answer, from which a start is counted here. */
export const startSeconds = 0.1;

/** From a container's start, or the end of what holds its sync, to the kubelet's own status of it. */
export function seenSeconds(release: KubernetesRelease): number {
  return release.gates.PLEGOnDemandRelist ? workSeconds : nextSyncSeconds;
}
