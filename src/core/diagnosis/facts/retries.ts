import type { Event } from '../../api/types';
import type { Moment } from '../../trace/trace';
import { crashBackOff } from '../../trace/crashBackOff';
import { lastSeen, timesSeen } from '../../trace/eventTimes';
import type { Retry } from './finding';

const seconds = 1000;

/** The kubelet's syncs after a failed one: 10 to 15 s later (pkg/kubelet/pod_workers.go, 1.37). */
const syncBackOff = { least: 10 * seconds, most: 15 * seconds };

/** Between the earliest and the latest moment; undefined where that is long past, and nothing more is known. */
function between(
  what: string,
  from: number,
  until: number,
  now: number | undefined,
  sooner?: string,
): Retry | undefined {
  if (now !== undefined && until < now - 2 * seconds) return undefined;
  const at: Moment = { at: (from + until) / 2, precision: (until - from) / 2 };
  return { what, at, ...(sooner !== undefined && { sooner }) };
}

/** `first` doubled with each failure but the first, up to `most`. */
function doubled(first: number, failures: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(30, Math.max(0, failures - 1)));
}

/**
 * When a container is started again: the kubelet looks when the back-off is over, or up to half as late again.
 *
 * @param message of CrashLoopBackOff, which tells the time: `back-off 40s restarting failed container=…`
 */
export function restartRetry(
  end: Moment | undefined,
  restartCount: number,
  message: string,
  now: number | undefined,
): Retry | undefined {
  if (!end) return undefined;
  const wait = crashBackOff(restartCount, message);
  const late = wait === 0 ? 2 * seconds : Math.min(30 * seconds, Math.max(15 * seconds, wait / 2));
  const from = end.at - end.precision + wait;
  return between('the container is started again', from, from + 2 * end.precision + late, now);
}

/**
 * When an image is pulled again: 10 s after it failed, doubled up to 5 minutes, at the kubelet's next sync
 * (pkg/kubelet/images/image_manager.go, 1.37).
 *
 * @param failures the events `Failed to pull image …`
 */
export function pullRetry(failures: readonly Event[], now: number | undefined): Retry | undefined {
  const last = lastOf(failures);
  if (!last) return undefined;
  const from = last.at - last.precision + doubled(10 * seconds, timesOf(failures), 300 * seconds);
  return between('the image is pulled again', from, from + 2 * last.precision + syncBackOff.most, now);
}

/** When the kubelet syncs a pod again after an error without a back-off of its own. */
export function syncRetry(what: string, event: Event | undefined, now: number | undefined): Retry | undefined {
  const last = event && lastSeen(event);
  if (!last) return undefined;
  return between(
    what,
    last.at - last.precision + syncBackOff.least,
    last.at + last.precision + syncBackOff.most + seconds,
    now,
  );
}

/**
 * When a volume is mounted again: half a second after it failed, doubled up to 2m2s
 * (pkg/util/goroutinemap/exponentialbackoff/exponential_backoff.go, 1.37).
 */
export function mountRetry(event: Event, now: number | undefined): Retry | undefined {
  const last = lastSeen(event);
  if (!last) return undefined;
  const longest = 122 * seconds;
  const wait = doubled(0.5 * seconds, timesSeen(event), longest);
  const what = 'the volume is mounted again';
  const due = between(what, last.at - last.precision + wait, last.at + last.precision + wait + seconds, now);
  // Of many failures not each becomes an event; the tries go on.
  return due ?? (now === undefined ? undefined : between(what, now, now + longest, now));
}

/**
 * When the scheduler looks at a pod again that nothing woke up: at the latest 5 minutes after the last time
 * (pkg/scheduler/backend/queue/scheduling_queue.go, 1.37).
 */
export function schedulingRetry(event: Event | undefined, now: number | undefined): Retry | undefined {
  const last = event && lastSeen(event);
  if (!last) return undefined;
  const from = last.at - last.precision + 300 * seconds;
  const sooner = 'as soon as a node, pod or claim that it waits for changes';
  return between('the scheduler looks again', from, from + 2 * last.precision + 30 * seconds, now, sooner);
}

/** When a controller tries again to make pods: 5 ms after it failed, doubled up to 1,000 s (client-go/util/workqueue, 0.37). */
export function controllerRetry(failures: readonly Event[], now: number | undefined): Retry | undefined {
  const last = lastOf(failures);
  if (!last) return undefined;
  const wait = doubled(5, timesOf(failures), 1000 * seconds);
  const from = last.at - last.precision + wait;
  return between(
    'the controller tries again',
    from,
    from + 2 * last.precision + seconds,
    now,
    'when the object changes',
  );
}

/** When a probe is made again. */
export function probeRetry(event: Event, periodSeconds: number, now: number | undefined): Retry | undefined {
  const last = lastSeen(event);
  if (!last) return undefined;
  const from = last.at - last.precision + periodSeconds * seconds;
  return between('the probe is made again', from, from + 2 * last.precision + seconds, now);
}

function lastOf(events: readonly Event[]): Moment | undefined {
  return events
    .flatMap((event) => lastSeen(event) ?? [])
    .reduce<Moment | undefined>((last, one) => (last && last.at > one.at ? last : one), undefined);
}

function timesOf(events: readonly Event[]): number {
  return events.reduce((sum, event) => sum + timesSeen(event), 0);
}
