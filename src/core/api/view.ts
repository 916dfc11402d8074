import type { ContainerLog } from './containerLog';
import type { Event, Pod } from './types';
import type { KubernetesObject } from './kubernetesObject';
import type { ApiError } from './status';

/**
 * What the API shows of some pods at one moment. The simulator ends in one, kubectl reads one from a
 * cluster, and the diagnosis and the kubectl table are made from one, whichever it was.
 */
export interface ApiView {
  pods: Pod[];
  /** The uids of those pods that are gone since. */
  deleted?: string[];
  /** By uid, when that was heard, in milliseconds since the epoch; where it is not known, nothing. */
  deletedAt?: Readonly<Record<string, number>>;
  readonly events: Event[];
  /** What pods belong to, run on and refer to, as far as it was seen: workloads, claims, nodes, Secrets without values. */
  readonly objects?: readonly KubernetesObject[];
  /** The logs of containers, as far as they were read. */
  readonly logs?: readonly ContainerLog[];
  /** What the API server refused to store. */
  errors: ApiError[];
  /** What the API server said of objects that it stored; absent where it is not known. */
  warnings?: readonly ApiWarning[];
}

/** A `Warning` header of the API server's answer. */
export interface ApiWarning {
  kind: string;
  name: string;
  /** Most begin with a field: `spec.containers[0].env[2]: hides previous definition of "A", …`. */
  message: string;
}
