import type { KubernetesObject } from '../../api/kubernetesObject';
import type { Pod } from '../../api/types';

/** One event of the pod watch. */
export interface WatchEvent {
  /** Milliseconds since the epoch. */
  at: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: Pod;
}

/** A change of any object, as a watch of its kind tells it. */
export interface ObjectEvent {
  type: WatchEvent['type'];
  object: KubernetesObject;
  /** What it was before; absent for an object that was added. */
  old?: KubernetesObject;
}
