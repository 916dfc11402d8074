import type { Job, JobCondition } from '../../../api/types';

/** The condition that tells how a Job has ended; undefined while it has not (pkg/controller/job/utils.go IsJobFinished, 1.37). */
export function jobEnd({ status }: Job): JobCondition | undefined {
  return status?.conditions?.find(
    ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
  );
}
