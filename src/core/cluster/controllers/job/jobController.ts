import type { Job, JobStatus, Pod } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ObjectEvent } from '../../apiserver/objectEvent';
import { time } from '../../../api/timestamps';
import { createMs, reactionMs, type ControllerParts } from '../framework/controllerParts';
import { controllerOf } from '../../../componentHelpers/controllerRef';
import { PodControl, type PodCount } from '../framework/podControl';
import { isActive, isReady } from '../framework/podStates';
import { WorkQueue } from '../framework/workQueue';
import { finishedAt, remainingAfter } from './jobBackoff';
import { indexesText, metSuccessRule } from './jobIndexes';
import {
  failurePolicy,
  hasFailed,
  indexFailures,
  indexFailuresInAll,
  indexOf,
  isIndexed,
  isTracked,
  jobPod,
  trackingFinalizer,
} from './jobPod';
import { conditionsOf, terminatingOf, TrackedJob, type Outcome } from './trackedJob';
import { isSameValue } from '../../../isSameValue';
import { finalizersWithout } from '../framework/finalizersWithout';

/** Changes of pods are looked at together after this time (SyncJobBatchPeriod). */
const batchMs = 1_000;
/** The waits after the API server refused: 1 s, doubling, at most 1 min. */
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

/** Runs pods until enough have succeeded or too many failed (pkg/controller/job/job_controller.go, 1.37). */
export class JobController {
  readonly #jobs = new Map<string, TrackedJob>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;
  readonly #pods: PodControl;

  constructor(readonly parts: ControllerParts) {
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
    this.#client = parts.apiServer.clientOf('job-controller');
    this.#pods = new PodControl(parts, this.#client);
  }

  observe({ type, object, old }: ObjectEvent): void {
    if (object.kind === 'Pod') {
      const owner = controllerOf(object)?.uid;
      if (owner !== undefined && this.#jobs.has(owner)) this.#queue.addAfter(owner, batchMs);
      return;
    }
    if (object.kind === 'Job' && type === 'DELETED')
      this.parts.clock.after(reactionMs, () => this.#release(object.metadata?.uid ?? ''));
    if (object.kind !== 'Job') return;
    const uid = object.metadata?.uid ?? '';
    const job: Job = object;
    if (type === 'DELETED') this.#jobs.delete(uid);
    else if (
      type === 'ADDED' &&
      (job.spec?.managedBy ?? 'kubernetes.io/job-controller') === 'kubernetes.io/job-controller'
    )
      this.#jobs.set(uid, new TrackedJob(job));
    const tracked = this.#jobs.get(uid);
    if (!tracked) return;
    tracked.job = job;
    // Of its own changes of the status the controller learns as of those of pods.
    const isStatusOnly = old?.metadata?.generation === job.metadata?.generation;
    this.#queue.addAfter(uid, isStatusOnly ? batchMs : reactionMs);
  }

  /** The pods of a Job that is gone are kept by nothing any more (handleSingleOrphanPod). */
  #release(uid: string): void {
    for (const pod of this.parts.pods.of(uid)) if (isTracked(pod)) this.#untrack(pod);
  }

  #untrack(pod: Pod): void {
    const current = this.parts.apiServer.getPod(pod.metadata?.namespace ?? '', pod.metadata?.name ?? '');
    this.#client.patchPodMetadata(pod, { finalizers: finalizersWithout(current ?? {}, trackingFinalizer) });
  }

  #sync(uid: string): void {
    const tracked = this.#jobs.get(uid);
    if (!tracked || tracked.isFinished || tracked.isBusy) return;
    const { job } = tracked;
    const pods = this.parts.pods.of(uid);
    const now = this.parts.clock.now();
    if (tracked.startTime === undefined && !job.spec?.suspend) tracked.startTime = now;
    const fresh = pods.filter((pod) => isTracked(pod) && !tracked.counted.has(pod.metadata?.uid ?? ''));
    const succeeded = fresh.filter(({ status }) => status?.phase === 'Succeeded');
    const failed = fresh.filter((pod) => hasFailed(pod, job));
    tracked.outcome ??= this.#failureOf(tracked, pods, failed);
    this.#countIndexes(tracked, succeeded, failed);
    const delayed = this.#delayed(tracked, pods);
    tracked.backoff.add(
      succeeded,
      failed.filter((pod) => !delayed.includes(pod)),
    );
    if (tracked.outcome) for (const pod of pods.filter(isActive)) this.#pods.delete(job, pod);
    this.#count(tracked, pods, delayed);
    if (tracked.outcome) return this.#finish(tracked);
    const active = pods.filter(isActive);
    this.#manage(tracked, active, delayed);
    if (tracked.isBusy) return;
    if (this.#isComplete(tracked, active.length)) {
      const message = 'Reached expected number of succeeded pods';
      tracked.outcome = { isSuccess: true, reason: 'CompletionsReached', message };
      return this.#finish(tracked);
    }
    this.#updateStatus(tracked);
  }

  /** Why the Job fails; undefined where it does not. */
  #failureOf(
    { job, failed, startTime }: TrackedJob,
    pods: readonly Pod[],
    newlyFailed: readonly Pod[],
  ): Outcome | undefined {
    const { backoffLimit = 6, activeDeadlineSeconds, suspend, podFailurePolicy } = job.spec ?? {};
    const fails = (reason: string, message: string): Outcome => ({ isSuccess: false, reason, message });
    if (podFailurePolicy) {
      for (const pod of pods) {
        const message = hasFailed(pod, job) ? failurePolicy(job, pod).failsJob : undefined;
        if (message !== undefined) return fails('PodFailurePolicy', message);
      }
    }
    const counted = newlyFailed.filter((pod) => failurePolicy(job, pod).isCounted).length;
    if (failed + counted > backoffLimit || this.#restartsTooOften(job, pods))
      return fails('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
    if (activeDeadlineSeconds === undefined || startTime === undefined || suspend) return undefined;
    const left = startTime + activeDeadlineSeconds * 1000 - this.parts.clock.now();
    if (left <= 0) return fails('DeadlineExceeded', 'Job was active longer than specified deadline');
    this.#queue.addAfter(job.metadata?.uid ?? '', left);
    return undefined;
  }

  /** Containers that restart in their pod count as failures, too (pastBackoffLimitOnFailure). */
  #restartsTooOften({ spec }: Job, pods: readonly Pod[]): boolean {
    if (spec?.template?.spec?.restartPolicy !== 'OnFailure') return false;
    let restarts = 0;
    for (const { status } of pods) {
      if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
      for (const { restartCount } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
        restarts += restartCount;
    }
    const limit = spec.backoffLimit ?? 6;
    return limit === 0 ? restarts > 0 : restarts >= limit;
  }

  #countIndexes(tracked: TrackedJob, succeeded: readonly Pod[], failed: readonly Pod[]): void {
    const { job, succeededIndexes, failedIndexes } = tracked;
    if (!isIndexed(job)) return;
    for (const pod of succeeded) addTo(succeededIndexes, indexOf(pod, job));
    const limit = job.spec?.backoffLimitPerIndex;
    if (limit !== undefined) {
      for (const pod of failed) {
        const { isCounted, failsIndex } = failurePolicy(job, pod);
        if (failsIndex || (isCounted && indexFailures(pod) >= limit)) addTo(failedIndexes, indexOf(pod, job));
      }
      const most = job.spec?.maxFailedIndexes;
      if (most !== undefined && failedIndexes.size > most) {
        const message = 'Job has exceeded the specified maximal number of failed indexes';
        tracked.outcome ??= { isSuccess: false, reason: 'MaxFailedIndexesExceeded', message };
      } else if (failedIndexes.size > 0 && failedIndexes.size + succeededIndexes.size >= (job.spec?.completions ?? 0)) {
        tracked.outcome ??= { isSuccess: false, reason: 'FailedIndexes', message: 'Job has failed indexes' };
      }
    }
    const met = metSuccessRule(job, succeededIndexes);
    if (met !== undefined) tracked.outcome ??= { isSuccess: true, reason: 'SuccessPolicy', message: met };
  }

  /** Failed pods that stay until their index's next pod is there, which takes over their count of failures. */
  #delayed({ job, succeededIndexes, failedIndexes }: TrackedJob, pods: readonly Pod[]): Pod[] {
    if (job.spec?.backoffLimitPerIndex === undefined) return [];
    const active = new Set(pods.filter(isActive).map((pod) => indexOf(pod, job)));
    const last = new Map<number, Pod>();
    for (const pod of pods) {
      const index = indexOf(pod, job);
      if (index === undefined || !isTracked(pod) || !hasFailed(pod, job)) continue;
      if (succeededIndexes.has(index) || failedIndexes.has(index) || active.has(index)) continue;
      const other = last.get(index);
      if (!other || indexFailuresInAll(other) <= indexFailuresInAll(pod)) last.set(index, pod);
    }
    return [...last.values()];
  }

  /** Counts pods that have ended, and lets them go (trackJobStatusAndRemoveFinalizers). */
  #count(tracked: TrackedJob, pods: readonly Pod[], delayed: readonly Pod[]): void {
    const { job, counted } = tracked;
    for (const pod of pods) {
      if (!isTracked(pod)) continue;
      const isFailure =
        hasFailed(pod, job) || (tracked.outcome?.isSuccess === false && pod.status?.phase !== 'Succeeded');
      const isOver = tracked.outcome !== undefined || pod.status?.phase === 'Succeeded' || isFailure;
      if (!isOver || (delayed.includes(pod) && !tracked.outcome)) continue;
      const uid = pod.metadata?.uid ?? '';
      if (!counted.has(uid)) {
        counted.add(uid);
        if (pod.status?.phase === 'Succeeded') tracked.succeeded++;
        else if (isFailure && failurePolicy(job, pod).isCounted) tracked.failed++;
      }
      this.#untrack(pod);
    }
    if (isIndexed(job)) tracked.succeeded = tracked.succeededIndexes.size;
  }

  /** Creates what is missing (manageJob). */
  #manage(tracked: TrackedJob, active: readonly Pod[], delayed: readonly Pod[]): void {
    const { job, uid } = tracked;
    const { parallelism = 1, completions, suspend } = job.spec ?? {};
    if (suspend) return this.#suspend(tracked);
    const wanted =
      completions === undefined
        ? tracked.succeeded > 0
          ? active.length
          : parallelism
        : Math.max(0, Math.min(completions - tracked.succeeded, parallelism));
    const terminating = job.spec?.podReplacementPolicy === 'Failed' ? terminatingOf(this.parts.pods.of(uid)) : 0;
    const missing = this.parts.allowance.of(job, Math.max(0, wanted - terminating - active.length));
    if (missing === 0) return;
    const now = this.parts.clock.now();
    const isPerIndex = job.spec?.backoffLimitPerIndex !== undefined;
    const wait = isPerIndex ? 0 : tracked.backoff.remaining(now);
    if (wait > 0) return this.#queue.addAfter(uid, Math.max(wait, batchMs));
    const count = { wants: wanted, has: active.length };
    if (!isIndexed(job)) {
      const indexes = Array.from({ length: missing }, () => undefined);
      return this.#create(tracked, indexes, delayed, count);
    }
    const indexes = this.#pendingIndexes(tracked, active, missing);
    if (!isPerIndex) return this.#create(tracked, indexes, delayed, count);
    const waits = new Map(
      indexes.map((index) => {
        const before = delayed.find((pod) => indexOf(pod, job) === index);
        return [index, before ? remainingAfter(indexFailuresInAll(before) + 1, finishedAt(before), now) : 0];
      }),
    );
    const due = indexes.filter((index) => waits.get(index) === 0);
    if (due.length > 0) return this.#create(tracked, due, delayed, count);
    this.#queue.addAfter(uid, Math.max(Math.min(...waits.values()), batchMs));
  }

  #pendingIndexes(
    { job, succeededIndexes, failedIndexes }: TrackedJob,
    active: readonly Pod[],
    count: number,
  ): number[] {
    const taken = new Set(active.map((pod) => indexOf(pod, job)));
    const indexes: number[] = [];
    for (let index = 0; index < (job.spec?.completions ?? 0) && indexes.length < count; index++) {
      if (!taken.has(index) && !succeededIndexes.has(index) && !failedIndexes.has(index)) indexes.push(index);
    }
    return indexes;
  }

  #suspend(tracked: TrackedJob): void {
    if (tracked.isSuspended) return;
    tracked.isSuspended = true;
    this.#pods.record(tracked.job, 'Normal', 'Suspended', 'Job suspended');
  }

  /** One pod after the other; after a refusal the rest waits. */
  #create(tracked: TrackedJob, indexes: (number | undefined)[], delayed: readonly Pod[], count: PodCount): void {
    const [index, ...others] = indexes;
    if (indexes.length === 0) return;
    tracked.isBusy = true;
    const replaced = delayed.find((pod) => index !== undefined && indexOf(pod, tracked.job) === index);
    const refusal = this.#pods.create(tracked.job, jobPod(tracked.job, index, replaced), count);
    if (refusal === undefined && others.length > 0 && this.parts.allowance.of(tracked.job, 1) > 0) {
      const next = { ...count, has: count.has + 1 };
      this.parts.clock.after(createMs, () => this.#create(tracked, others, delayed, next));
      return;
    }
    tracked.isBusy = false;
    if (refusal === undefined) tracked.failures = 0;
    else this.#queue.addAfter(tracked.uid, Math.min(firstRetryMs * 2 ** tracked.failures++, longestRetryMs));
    this.#updateStatus(tracked);
  }

  #isComplete({ job, succeeded }: TrackedJob, active: number): boolean {
    const { completions } = job.spec ?? {};
    if (active > 0) return false;
    return completions === undefined ? succeeded > 0 : succeeded >= completions;
  }

  /** The Job has ended as soon as none of its pods is being deleted any more. */
  #finish(tracked: TrackedJob): void {
    const outcome = tracked.outcome!;
    tracked.isFinished = terminatingOf(this.parts.pods.of(tracked.uid)) === 0;
    this.#updateStatus(tracked);
    if (!tracked.isFinished) return;
    if (outcome.isSuccess) this.#pods.record(tracked.job, 'Normal', 'Completed', 'Job completed');
    else this.#pods.record(tracked.job, 'Warning', outcome.reason, outcome.message);
  }

  #updateStatus(tracked: TrackedJob): void {
    const { job, uid, outcome, isFinished, startTime } = tracked;
    const now = time(this.parts.clock.now());
    const pods = this.parts.pods.of(uid);
    const active = pods.filter(isActive);
    const suspended = {
      type: 'Suspended',
      status: 'True',
      lastProbeTime: now,
      lastTransitionTime: now,
      reason: 'JobSuspended',
      message: 'Job suspended',
    };
    const before = job.status?.conditions ?? [];
    const conditions = outcome ? conditionsOf(outcome, isFinished, now) : tracked.isSuspended ? [suspended] : [];
    const status: JobStatus = {
      ...(conditions.length > 0 && {
        conditions: conditions.map((one) => before.find(({ type }) => type === one.type) ?? one),
      }),
      ...(startTime !== undefined && { startTime: time(startTime) }),
      ...(isFinished && outcome?.isSuccess && { completionTime: now }),
      ...(active.length > 0 && { active: active.length }),
      ...(tracked.succeeded > 0 && { succeeded: tracked.succeeded }),
      ...(tracked.failed > 0 && { failed: tracked.failed }),
      terminating: terminatingOf(pods),
      ...(tracked.succeededIndexes.size > 0 && { completedIndexes: indexesText(tracked.succeededIndexes) }),
      ...(job.spec?.backoffLimitPerIndex !== undefined && { failedIndexes: indexesText(tracked.failedIndexes) }),
      uncountedTerminatedPods: {},
      ready: active.filter(isReady).length,
    };
    if (startTime !== undefined) tracked.startTime = Date.parse(time(startTime));
    if (isSameValue(status, job.status)) return;
    this.#client.update(job, (stored) => ({ ...stored, status }), 'status');
  }
}

function addTo(indexes: Set<number>, index: number | undefined): void {
  if (index !== undefined) indexes.add(index);
}
