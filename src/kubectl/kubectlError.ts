/** Why a kubectl call ended badly, as far as its exit and its standard error tell. */
export type KubectlFailure =
  | 'missing'
  | 'forbidden'
  | 'unauthorized'
  | 'notFound'
  /** The server has forgotten the resourceVersion that a watch was to go on from (410). */
  | 'expired'
  | 'unreachable'
  | 'timedOut'
  | 'cancelled'
  /** kubectl was not run: a name from data is none, and might be taken for something else. */
  | 'refused'
  | 'failed';

/** A kubectl call that failed. `message` says what happened, to what, in kubectl's own words where it had any. */
export class KubectlError extends Error {
  constructor(
    readonly failure: KubectlFailure,
    message: string,
    readonly stderr = '',
  ) {
    super(message);
    this.name = 'KubectlError';
  }
}
