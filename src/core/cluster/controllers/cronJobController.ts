import type { CronJob, Job } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { time } from '../../api/timestamps';
import { reactionMs, type ControllerParts } from './framework/controllerParts';
import { parseCronSchedule } from './cronSchedule';
import { controllerOf, controllerRef } from '../../componentHelpers/controllerRef';
import { PodControl } from './framework/podControl';
import { jobEnd } from './framework/jobEnd';

/** From a Job's end to what is made of it, in milliseconds (as recorded). */
const finishedMs = 3;

/** Creates a Job of the template at each time of the schedule (pkg/controller/cronjob/cronjob_controllerv2.go, 1.37). */
export class CronJobController {
  readonly #cronJobs = new Map<string, CronJob>();
  readonly #client: ApiClient;
  readonly #events: PodControl;

  /** @param atOnce the first Job is made at once instead of at its time, to show what it would do */
  constructor(
    readonly parts: ControllerParts,
    readonly atOnce: boolean,
  ) {
    this.#client = parts.apiServer.clientOf('cronjob-controller');
    this.#events = new PodControl(parts, this.#client);
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Job' && type === 'MODIFIED') {
      const owner = controllerOf(object)?.uid ?? '';
      if (this.#cronJobs.has(owner) && jobEnd(object))
        this.parts.clock.after(finishedMs, () => this.#saw(owner, object));
    }
    if (object.kind !== 'CronJob') return;
    const uid = object.metadata?.uid ?? '';
    if (type === 'DELETED') this.#cronJobs.delete(uid);
    else this.#cronJobs.set(uid, object as CronJob);
    if (type === 'ADDED') this.parts.clock.after(reactionMs, () => this.#plan(uid));
  }

  #plan(uid: string): void {
    const { clock } = this.parts;
    const cronJob = this.#cronJobs.get(uid);
    if (!cronJob || cronJob.spec?.suspend) return;
    const schedule = parseCronSchedule(cronJob.spec?.schedule ?? '');
    const next = schedule?.next(clock.now());
    if (next === undefined) return;
    const run = (moment: number): void => {
      this.#run(uid, moment);
      const later = schedule?.next(moment);
      if (later !== undefined) clock.after(later - clock.now(), () => run(later));
    };
    if (this.atOnce) this.#run(uid, next);
    else clock.after(next - clock.now(), () => run(next));
  }

  /** A Job has ended: it is active no more, and of those that ended only the newest are kept. */
  #saw(uid: string, job: Job): void {
    const { metadata, status } = job;
    const cronJob = this.#cronJobs.get(uid);
    const active = cronJob?.status?.active ?? [];
    if (!cronJob || !active.some((one) => one.uid === metadata?.uid)) return;
    const condition = jobEnd(job)?.type;
    this.#events.record(
      cronJob,
      'Normal',
      'SawCompletedJob',
      `Saw completed job: ${metadata?.name}, condition: ${condition}`,
    );
    this.#clean(cronJob);
    this.#client.update(
      cronJob,
      (stored) => ({
        ...stored,
        status: {
          ...stored.status,
          active: active.filter((one) => one.uid !== metadata?.uid),
          ...(condition === 'Complete' && { lastSuccessfulTime: status?.completionTime }),
        } as CronJob['status'],
      }),
      'status',
    );
  }

  /** cleanupFinishedJobs. */
  #clean(cronJob: CronJob): void {
    const { uid, namespace } = cronJob.metadata ?? {};
    const jobs = this.parts.apiServer.store.list<Job>('Job', namespace).filter((job) => controllerOf(job)?.uid === uid);
    const limits = { Complete: cronJob.spec?.successfulJobsHistoryLimit, Failed: cronJob.spec?.failedJobsHistoryLimit };
    for (const [type, limit] of Object.entries(limits)) {
      if (limit === undefined) continue;
      const ended = jobs.filter((job) => job.status?.conditions?.some((one) => one.type === type));
      for (const job of ended.slice(0, Math.max(0, ended.length - limit))) {
        this.#client.delete(job);
        this.#events.record(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata?.name}`);
      }
    }
  }

  #run(uid: string, moment: number): void {
    const { apiServer, clock } = this.parts;
    const cronJob = this.#cronJobs.get(uid);
    if (!cronJob?.spec) return;
    const { jobTemplate, concurrencyPolicy } = cronJob.spec;
    const active = (cronJob.status?.active ?? []).filter(({ namespace = '', name = '' }) => {
      const job = apiServer.store.get<Job>('Job', namespace, name);
      return job && !jobEnd(job);
    });
    if (concurrencyPolicy === 'Forbid' && active.length > 0) {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      return this.#events.record(cronJob, 'Normal', 'JobAlreadyActive', message);
    }
    if (concurrencyPolicy === 'Replace') {
      for (const { namespace = '', name = '' } of active.splice(0)) {
        const job = apiServer.store.get('Job', namespace, name);
        if (job) this.#client.delete(job);
        this.#events.record(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
      }
    }
    const made = this.#client.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${cronJob.metadata?.name}-${Math.floor(moment / 60_000)}`,
        namespace: cronJob.metadata?.namespace,
        ...(jobTemplate.metadata?.labels && { labels: jobTemplate.metadata.labels }),
        annotations: {
          ...jobTemplate.metadata?.annotations,
          'batch.kubernetes.io/cronjob-scheduled-timestamp': time(moment),
        },
        ownerReferences: [controllerRef(cronJob)],
      },
      spec: jobTemplate.spec,
    } as Job);
    if ('error' in made)
      return this.#events.record(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${made.error.message}`);
    const { namespace, name, uid: jobUid } = made.object.metadata ?? {};
    this.#events.record(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
    const reference = { kind: 'Job', apiVersion: 'batch/v1', namespace, name, uid: jobUid };
    this.#client.update(
      cronJob,
      (stored) => ({
        ...stored,
        status: {
          ...stored.status,
          active: [...active, reference],
          lastScheduleTime: time(Math.min(moment, clock.now())),
        } as CronJob['status'],
      }),
      'status',
    );
  }
}
