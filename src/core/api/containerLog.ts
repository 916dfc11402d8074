/** The last lines of a container's log, as `kubectl logs` prints them. */
export interface ContainerLog {
  namespace: string;
  pod: string;
  container: string;
  /** It is of the run before (`--previous`). */
  isPrevious: boolean;
  lines: readonly string[];
}
