/** Why a part of a sync failed: the waiting reason and the message that the container's status then shows. */
export class SyncError extends Error {
  override readonly name = 'SyncError';

  /**
   * @param reason ErrImagePull, CrashLoopBackOff, CreateContainerError, RunContainerError, …
   * @param retryAt when a back-off ends, in milliseconds since the epoch
   */
  constructor(
    readonly reason: string,
    message: string,
    readonly retryAt?: number,
  ) {
    super(message);
  }
}
