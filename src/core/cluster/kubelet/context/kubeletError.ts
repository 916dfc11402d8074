/** A failure of the kubelet itself, with the reason it shows for the container or the pod. */
export class KubeletError extends Error {
  override readonly name = 'KubeletError';

  /**
   * @param reason the waiting reason: CreateContainerConfigError, InvalidImageName, …
   * @param message the kubelet's own words
   */
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}
