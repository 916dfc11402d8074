import type { Container, Job, Pod } from '../api/types';
import { createPod, type ControllerParts } from './controllers';
import { podOf } from './podOf';

const finalizer = 'batch.kubernetes.io/job-tracking';
const indexAnnotation = 'batch.kubernetes.io/job-completion-index';
/** The first wait after a failed pod (pkg/controller/job/backoff_utils.go, 1.37). */
const failureBackoffMs = 10_000;
const syncBatchMs = 1_000;
/** A POST to the API server and its answer, in milliseconds. */
const createMs = 9;

/** Runs pods until enough have succeeded (pkg/controller/job/job_controller.go and indexed_job_utils.go, 1.37). */
export class JobController {
  readonly #active = new Map<string, { pod: Pod; index: number }>();
  readonly #done = new Set<number>();
  #succeeded = 0;
  #failed = 0;
  #retryAt = 0;
  #finished = false;

  constructor(
    readonly job: Job,
    readonly parts: ControllerParts,
  ) {}

  start(): void {
    const { apiServer, clock } = this.parts;
    const { suspend, activeDeadlineSeconds } = this.job.spec ?? {};
    if (suspend) {
      apiServer.recordEvent({
        object: this.job,
        type: 'Normal',
        reason: 'Suspended',
        message: 'Job suspended',
        component: 'job-controller',
      });
      return;
    }
    apiServer.onWatch(({ type, object }) => {
      const entry = this.#active.get(object.metadata?.uid ?? '');
      if (!entry || type === 'ADDED') return;
      const phase = object.status?.phase;
      if (type === 'DELETED' || phase === 'Succeeded' || phase === 'Failed')
        this.#ended(object, entry.index, phase === 'Succeeded');
    });
    if (activeDeadlineSeconds !== undefined) {
      clock.after(activeDeadlineSeconds * 1000, () =>
        this.#fail('DeadlineExceeded', 'Job was active longer than specified deadline'),
      );
    }
    this.#sync();
  }

  #sync(): void {
    if (this.#finished) return;
    const { parallelism = 1, completions } = this.job.spec ?? {};
    const left = completions === undefined ? parallelism : completions - this.#succeeded;
    const wanted = Math.min(parallelism, completions === undefined && this.#succeeded > 0 ? this.#active.size : left);
    const { clock } = this.parts;
    if (this.#active.size < wanted && clock.now() < this.#retryAt) {
      clock.after(this.#retryAt - clock.now(), () => this.#sync());
      return;
    }
    if (this.#active.size >= wanted || !this.#create()) return;
    clock.after(createMs, () => this.#sync());
  }

  #create(): boolean {
    const { job, parts } = this;
    const template = job.spec?.template;
    if (!template) return false;
    const indexed = job.spec?.completionMode === 'Indexed';
    let index = 0;
    if (indexed) {
      const taken = new Set([...this.#done, ...[...this.#active.values()].map((entry) => entry.index)]);
      while (taken.has(index)) index++;
    }
    const pod = podOf(job, template);
    pod.metadata = { ...pod.metadata, finalizers: [...(pod.metadata?.finalizers ?? []), finalizer] };
    if (indexed) {
      const text = String(index);
      pod.metadata.annotations = { ...pod.metadata.annotations, [indexAnnotation]: text };
      pod.metadata.labels = { ...pod.metadata.labels, [indexAnnotation]: text };
      pod.metadata.generateName = `${job.metadata?.name}-${index}-`;
      if (pod.spec) {
        pod.spec.hostname = `${job.metadata?.name}-${index}`;
        for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) addIndex(container);
      }
    }
    const made = createPod(job, pod, parts);
    if (!made) return false;
    this.#active.set(made.metadata?.uid ?? '', { pod: made, index });
    return true;
  }

  #ended(pod: Pod, index: number, succeeded: boolean): void {
    const { clock, apiServer } = this.parts;
    this.#active.delete(pod.metadata?.uid ?? '');
    const exitCodeFails = succeeded ? undefined : this.#policy(pod);
    if (succeeded) {
      this.#succeeded++;
      this.#done.add(index);
    } else this.#failed++;
    clock.after(syncBatchMs, () => {
      apiServer.updatePodMetadata(pod, {
        finalizers: (pod.metadata?.finalizers ?? []).filter((name) => name !== finalizer),
      });
      if (exitCodeFails) return this.#fail('PodFailurePolicy', exitCodeFails);
      if (this.#failed > (this.job.spec?.backoffLimit ?? 6)) {
        return this.#fail('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
      }
      if (!succeeded)
        this.#retryAt = Math.max(this.#retryAt, clock.now() - syncBatchMs + failureBackoffMs * 2 ** (this.#failed - 1));
      if (this.job.spec?.completions !== undefined && this.#succeeded >= this.job.spec.completions)
        this.#finished = true;
      this.#sync();
    });
  }

  /** The message of a podFailurePolicy rule that fails the whole Job. */
  #policy(pod: Pod): string | undefined {
    for (const [i, { action, onExitCodes }] of (this.job.spec?.podFailurePolicy?.rules ?? []).entries()) {
      for (const status of pod.status?.containerStatuses ?? []) {
        const code = status.state?.terminated?.exitCode;
        if (!onExitCodes || code === undefined || code === 0) continue;
        if (onExitCodes.containerName && onExitCodes.containerName !== status.name) continue;
        if (onExitCodes.values.includes(code) !== (onExitCodes.operator === 'In')) continue;
        if (action !== 'FailJob') return undefined;
        return `Container ${status.name} for pod ${pod.metadata?.namespace}/${pod.metadata?.name} failed with exit code ${code} matching FailJob rule at index ${i}`;
      }
    }
    return undefined;
  }

  #fail(reason: string, message: string): void {
    if (this.#finished) return;
    this.#finished = true;
    const { apiServer } = this.parts;
    apiServer.recordEvent({ object: this.job, type: 'Warning', reason, message, component: 'job-controller' });
    for (const { pod } of this.#active.values()) {
      const { namespace = '', name = '' } = pod.metadata ?? {};
      apiServer.recordEvent({
        object: this.job,
        type: 'Normal',
        reason: 'SuccessfulDelete',
        message: `Deleted pod: ${name}`,
        component: 'job-controller',
      });
      apiServer.deletePod(namespace, name);
    }
  }
}

function addIndex(container: Container): void {
  if (container.env?.some(({ name }) => name === 'JOB_COMPLETION_INDEX')) return;
  const fieldPath = `metadata.labels['${indexAnnotation}']`;
  container.env = [...(container.env ?? []), { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath } } }];
}
