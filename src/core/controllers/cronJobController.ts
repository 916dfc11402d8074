import type { CronJob, Job } from '../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/registry';
import { time } from '../apiserver/timestamps';
import { reactionMs, type ControllerParts } from './controllerParts';
import { parseCronSchedule } from './cronSchedule';
import { controllerRef } from './ownedPods';
import { PodControl } from './podControl';

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

  #run(uid: string, moment: number): void {
    const { apiServer, clock } = this.parts;
    const cronJob = this.#cronJobs.get(uid);
    if (!cronJob?.spec) return;
    const { jobTemplate, concurrencyPolicy } = cronJob.spec;
    const active = (cronJob.status?.active ?? []).filter(({ namespace = '', name = '' }) => {
      const job = apiServer.store.get<Job>('Job', namespace, name);
      return job && !job.status?.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed');
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
