import type { Job, JobCondition, Pod } from '../../../api/types';
import { JobBackoff } from './jobBackoff';

/** What the controller keeps of a Job between its looks at it. */
export class TrackedJob {
  /** Pods that were counted, by uid. */
  readonly counted = new Set<string>();
  succeeded = 0;
  failed = 0;
  readonly succeededIndexes = new Set<number>();
  readonly failedIndexes = new Set<number>();
  readonly backoff = new JobBackoff();
  /** Milliseconds since the epoch; to the second once it was written. */
  startTime: number | undefined;
  /** What it will end with, once its pods are gone. */
  outcome: Outcome | undefined;
  isFinished = false;
  isSuspended = false;
  /** Pods are being created. */
  isBusy = false;
  failures = 0;

  constructor(public job: Job) {}

  get uid(): string {
    return this.job.metadata?.uid ?? '';
  }
}

/** The end of a Job. */
export interface Outcome {
  isSuccess: boolean;
  reason: string;
  message: string;
}

/** The conditions of a Job that ends so; the last only when its pods are gone. */
export function conditionsOf(
  { isSuccess, reason, message }: Outcome,
  isFinished: boolean,
  now: string,
): JobCondition[] {
  const condition = (type: string): JobCondition => ({
    type,
    status: 'True',
    lastProbeTime: now,
    lastTransitionTime: now,
    reason,
    message,
  });
  const first = condition(isSuccess ? 'SuccessCriteriaMet' : 'FailureTarget');
  return isFinished ? [first, condition(isSuccess ? 'Complete' : 'Failed')] : [first];
}

/** How many of the pods are being deleted and have not ended. */
export function terminatingOf(pods: readonly Pod[]): number {
  return pods.filter(
    ({ metadata, status }) =>
      metadata?.deletionTimestamp && status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
  ).length;
}
